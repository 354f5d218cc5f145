#include <map>
#include <string>
#include <vector>

namespace lib {

class Book {
 public:
  explicit Book(const std::string& title) : title_(title) {}
  const std::string& title() const { return title_; }
  std::string upper() const { return title_ + "!"; }
  const char* first() const { return title_.empty() ? nullptr : title_.c_str(); }
  void append(std::string& to) const { to += title_; }
  void cut() { title_ = title_.substr(0, 1); }
  std::vector<std::string> words(const std::vector<std::string>& more) const {
    std::vector<std::string> out(more);
    out.push_back(title_);
    return out;
  }
  std::map<std::string, int> index() const { return {{title_, 1}}; }
  int count(const char* text, std::size_t length) const { return static_cast<int>(length) - (text[0] == 'x'); }
  std::string note;

 private:
  std::string title_;
};

inline std::string shout(const std::string& text) { return text + "!"; }
inline std::string whisper(const std::string& text) { return text; }

}  // namespace lib
