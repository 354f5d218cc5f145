#include <functional>
#include <map>
#include <optional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lib {

/// One step of a calculation.
using Step = std::function<int(int)>;

struct Point {
  int x;
  int y;
};

/// Holds function objects, and gives some that refer to it.
class Button {
 public:
  std::function<int(const std::string& text, const Point& at)> pressed;
  std::vector<Step> steps;
  int press(const std::string& text, Point at) { return pressed ? pressed(text, at) : -1; }
  void set_step(Step step) { step_ = std::move(step); }
  const Step& step() const { return step_; }
  Step* step_or_null() { return step_ ? &step_ : nullptr; }
  Step later() const {
    return [this](int by) { return base_ + by; };
  }
  std::function<void()> raiser() {
    return [this] { ++base_; };
  }
  std::vector<Step> both() const { return {later(), step_}; }
  int base() const { return base_; }

 private:
  Step step_;
  int base_ = 40;
};

inline Step adder(int by) {
  return [by](int to) { return to + by; };
}
inline Step composed(Step first, const Step& second) {
  return [first, second](int x) { return second(first(x)); };
}
inline Step nothing() { return nullptr; }
inline Step failing() {
  return [](int x) -> int { throw std::out_of_range("no step " + std::to_string(x)); };
}
inline std::function<int()> counter(int& n) {
  return [&n] { return ++n; };
}
inline std::function<void()> clearer(std::string& text) {
  return [&text] { text.clear(); };
}
inline std::function<bool(std::string_view)> prefix(std::string_view of) {
  return [of](std::string_view text) { return text.substr(0, of.size()) == of; };
}
inline std::function<std::string(std::vector<std::string>, Point&)> joiner() {
  return [](std::vector<std::string> words, Point& at) {
    std::string out;
    for (const std::string& word : words) out += word;
    at.x = static_cast<int>(out.size());
    return out;
  };
}
inline std::function<void(int)> printer(std::ostream& out) {
  return [&out](int x) { out << x << ';'; };
}

inline int run_all(const std::vector<Step>& steps, int x) {
  for (const Step& step : steps) x = step(x);
  return x;
}
inline int run_maybe(std::optional<Step> step, int x) { return step ? (*step)(x) : x; }
inline std::optional<Step> maybe(bool some) {
  if (some) return adder(1);
  return std::nullopt;
}
inline std::map<std::string, Step> named() { return {{"one", adder(1)}, {"ten", adder(10)}}; }
inline void twice(Step& step) {
  step = [step](int x) { return step(step(x)); };
}
inline int run(const Step* step, int x) { return step == nullptr ? x : (*step)(x); }
inline int hand(std::function<int(Step, int)> to) { return to(adder(2), 3); }
inline int ask(std::function<Step(int)> maker) { return maker(5)(6); }

/// Can be written in Rust.
class Machine {
 public:
  virtual ~Machine() {}
  virtual Step make(int by) const = 0;
  virtual int use(Step step) const = 0;
};
inline int drive(const Machine& machine) { return machine.use(machine.make(4)); }

}  // namespace lib
