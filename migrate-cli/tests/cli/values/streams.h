#include <istream>
#include <memory>
#include <ostream>
#include <string>

namespace lib {

/// Writes lines, the last one when it ends.
class Emitter {
 public:
  explicit Emitter(std::ostream& out);
  Emitter(const Emitter&) = delete;
  ~Emitter();
  void line(const std::string& text);
  bool flush() const;

 private:
  std::ostream& out_;
};

/// Reads words, from one stream after the other.
class Parser {
 public:
  Parser();
  explicit Parser(std::istream* in);
  ~Parser();
  bool load(std::istream& in);
  std::string word();
  const std::string& last() const;
  void take_over(Parser& other);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Points, and has no destructor.
class Tee {
 public:
  Tee(std::ostream& left, std::ostream& right) : left_(&left), right_(&right) {}
  void put(int value) const { *left_ << value; *right_ << value; }

 private:
  std::ostream* left_;
  std::ostream* right_;
};

/// Reads all that it needs at once.
class Image {
 public:
  explicit Image(std::istream& in) { in >> width_ >> height_; }
  ~Image() {}
  int area() const { return width_ * height_; }

 private:
  int width_ = 0;
  int height_ = 0;
  std::string name_;
};

/// Looks at what comes, and puts it back.
inline std::string looked_ahead(std::istream& in) {
  char seen[8];
  in.read(seen, 3);
  seen[3] = static_cast<char>(in.get());
  for (int i = 4; i-- > 0;) in.putback(seen[i]);
  in.read(seen, 6);
  in.unget();
  std::string rest;
  in >> rest;
  return std::string(seen, 6) + rest;
}

class Sink {
 public:
  virtual ~Sink() {}
  virtual void put(int value) = 0;
};

std::unique_ptr<Sink> make_sink(std::ostream& out);

}  // namespace lib
