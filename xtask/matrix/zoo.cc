#include "zoo.h"

namespace zoo {

int legs(int animals) { return 4 * animals; }
double legs(double animals) { return 4 * animals; }
int legs(const std::string& animal) { return animal == "hen" ? 2 : 4; }

Animal::Animal(const std::string& name, Diet diet) : name_(name), diet_(diet) {}
Animal::~Animal() {}
int Animal::noise(int times) const { return times; }

Cow::Cow() : Animal("cow") {}
std::string Cow::food() const { return "grass"; }
int Cow::count() { return 1; }

int feed(const Animal& animal, int times) {
  return static_cast<int>(animal.food().size()) * 100 + animal.noise(times);
}

Size grown(Size size, int by) {
  size.weight += by;
  return size;
}

std::vector<std::string> names(const std::map<std::string, int>& counts) {
  std::vector<std::string> names;
  for (const auto& count : counts) names.push_back(count.first);
  return names;
}

long total(const std::vector<int>& counts) {
  long sum = 0;
  for (int count : counts) sum += count;
  return sum;
}

std::unique_ptr<Animal> buy(bool cow) { return std::unique_ptr<Animal>(cow ? new Cow() : nullptr); }

std::shared_ptr<Cow> shared() {
  static const std::shared_ptr<Cow> cow = std::make_shared<Cow>();
  return cow;
}

int each(int times, std::function<int(int)> then) {
  int sum = 0;
  for (int i = 0; i < times; ++i) sum += then(i);
  return sum;
}

void write(std::ostream& out, const std::string& text) { out << text << '!'; }

int read(std::istream& in) {
  int value = 0;
  in >> value;
  return value;
}

const char* motto() { return "semper"; }

#if defined(__EXCEPTIONS)
int checked(int value) {
  if (value < 0) throw std::out_of_range("below zero");
  return value;
}
#endif

#if __cplusplus >= 201703L
std::optional<int> find(std::string_view name) {
  if (name == "cow") return 1;
  return std::nullopt;
}
#endif

}  // namespace zoo
