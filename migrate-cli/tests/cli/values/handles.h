#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace lib {

/// Points at text of others.
class Word {
 public:
  Word(const char* text, std::size_t length) : text_(text), length_(length) {}
  char first() const { return *text_; }
  std::size_t letters() const { return length_; }

 private:
  const char* text_;
  std::size_t length_;
};

/// Two of these.
class Pair {
 public:
  Pair(Word left, Word right) : left_(left), right_(right) {}
  Word left() const { return left_; }

 private:
  Word left_;
  Word right_;
};

inline Word word(const char* text, std::size_t length) { return Word(text, length); }
inline Word same(Word of) { return of; }
inline std::vector<Word> both(const Pair& of) { return {of.left(), of.left()}; }

class Text {
 public:
  explicit Text(const std::string& text) : text_(text) {}
  std::map<int, Word> words() const { return {{1, Word(text_.data(), 1)}, {2, Word(text_.data(), 2)}}; }

 private:
  std::string text_;
};

}  // namespace lib
