#include <ostream>
#include <string>

namespace lib {

class Length {
 public:
  explicit Length(int mm) : mm_(mm) {}
  Length(const Length& other) : mm_(other.mm_) {}
  int mm() const { return mm_; }
  Length operator-() const { return Length(-mm_); }
  bool operator<(const Length& other) const noexcept { return mm_ < other.mm_; }
  operator double() const { return mm_ / 1000.0; }
  operator std::string() const { return std::to_string(mm_) + " mm"; }
  explicit operator bool() const { return mm_ != 0; }
  friend std::ostream& operator<<(std::ostream& out, const Length& length) { return out << length.mm_ << " mm"; }

 private:
  int mm_;
};

inline bool operator==(const Length& a, const Length& b) { return a.mm() == b.mm(); }
inline Length operator+(const Length& a, const Length& b) { return Length(a.mm() + b.mm()); }
inline Length operator*(const Length& a, int times) { return Length(a.mm() * times); }

/// Plain.
struct Point {
  int x;
  int y;
};
inline std::ostream& operator<<(std::ostream& out, Point point) { return out << point.x << '|' << point.y; }
inline Point operator-(Point a, Point b) { return Point{a.x - b.x, a.y - b.y}; }

enum class Colour { red, green };
inline std::ostream& operator<<(std::ostream& out, Colour colour) {
  return out << (colour == Colour::red ? "red" : "gr\xfc" "n");
}

class Silent {
 public:
  Silent() {}
  ~Silent() {}
};

/// A name that generated code uses itself.
namespace core {
class Kernel {
 public:
  Kernel() {}
  ~Kernel() {}
  bool operator!() const { return true; }
};
}  // namespace core

}  // namespace lib
