#include <stdexcept>
#include <string>

namespace lib {

/// Looks at itself, so it must not be moved.
class Counter {
 public:
  Counter() : self_(this) { ++alive(); }
  explicit Counter(const std::string& room) : self_(this), name_(room), value_(1) {
    if (room.empty()) throw std::invalid_argument("no name");
    ++alive();
  }
  Counter(const Counter&) = delete;
  ~Counter() { --alive(); }
  int next() { return self_->value_++; }
  const std::string& name() const { return name_; }
  static int& alive() {
    static int alive = 0;
    return alive;
  }
  static int count() { return alive(); }

 private:
  Counter* self_;
  std::string name_;
  int value_ = 0;
};

struct alignas(64) Wide {
  Wide() : value(this) {}
  ~Wide() {}
  void* value;
  bool aligned() const { return reinterpret_cast<std::size_t>(this) % 64 == 0 && value == this; }
};

inline int sum(int a, int b = 2, int c = 3, int d = 4, int e = 5, int f = 6) { return a + b + c + d + e + f; }

}  // namespace lib
