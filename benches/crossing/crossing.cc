#include "crossing.h"

namespace crossing {

Counter::Counter(int start) : value_(start), name_("counter") {}
Counter::~Counter() = default;
Counter::Counter(const Counter& other) = default;
int Counter::get() const { return value_; }
const std::string& Counter::name() const { return name_; }
void Counter::add(int by) { value_ += by; }
int Counter::zero() { return 0; }

Visitor::~Visitor() = default;

namespace {
class Doubling : public Visitor {
 public:
  int visit(int value) override { return 2 * value; }
};
}  // namespace

int add(int a, int b) { return a + b; }
Level flip(Level level) { return level == Level::Low ? Level::High : Level::Low; }
Point mirror(Point point) { return Point{point.y, point.x}; }
int sum(const Point& point) { return point.x + point.y; }

std::unique_ptr<Visitor> doubling() { return std::unique_ptr<Visitor>(new Doubling()); }
int call(Visitor& visitor, int value) { return visitor.visit(value); }

int repeat(Visitor& visitor, std::uint64_t times) {
  int sum = 0;
  for (std::uint64_t i = 0; i < times; ++i) sum ^= visitor.visit(static_cast<int>(i));
  return sum;
}

int repeat_function(std::function<int(int)> function, std::uint64_t times) {
  int sum = 0;
  for (std::uint64_t i = 0; i < times; ++i) sum ^= function(static_cast<int>(i));
  return sum;
}

int length(const std::string& text) { return static_cast<int>(text.size()); }
int length_view(std::string_view text) { return static_cast<int>(text.size()); }
int length_chars(const char* text) { return text[0]; }
std::string repeated(int size) { return std::string(static_cast<std::size_t>(size), 'x'); }

const char* kept_chars() { return "sixteen letters."; }

long total(const std::vector<int>& values) { return values.empty() ? 0 : values.front() + values.back(); }
std::vector<int> numbers(int size) { return std::vector<int>(static_cast<std::size_t>(size), 7); }
int words(const std::vector<std::string>& texts) { return static_cast<int>(texts.size()); }

std::map<std::string, int> table() {
  return {{"alpha", 1}, {"beta", 2}, {"gamma", 3}, {"delta", 4}, {"epsilon", 5}, {"zeta", 6}, {"eta", 7}, {"theta", 8}};
}

int take(Counter counter) { return counter.get(); }
Counter make(int start) { return Counter(start); }
std::unique_ptr<Counter> make_unique(int start) { return std::unique_ptr<Counter>(new Counter(start)); }

std::shared_ptr<Counter> share() {
  static const std::shared_ptr<Counter> shared = std::make_shared<Counter>(1);
  return shared;
}

int half(int value) {
  if (value % 2 != 0) throw std::invalid_argument("an odd number");
  return value / 2;
}

void write(std::ostream& out, int times) {
  for (int i = 0; i < times; ++i) out.write("sixteen letters.", 16);
}

}  // namespace crossing
