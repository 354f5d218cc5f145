// A library in C++11 with something of each kind that crosses; newer standards add to it.
#pragma once

#include <functional>
#include <istream>
#include <map>
#include <memory>
#include <ostream>
#include <string>
#include <vector>
#if defined(__EXCEPTIONS)
#include <stdexcept>
#endif
#if __cplusplus >= 201703L
#include <optional>
#include <string_view>
#endif

namespace zoo {

enum class Diet : unsigned char { Plants, Meat };

struct Size {
  double height;
  int weight;
};

int legs(int animals);
double legs(double animals);
int legs(const std::string& animal);

/// An animal, with what it eats.
class Animal {
 public:
  explicit Animal(const std::string& name, Diet diet = Diet::Plants);
  virtual ~Animal();
  const std::string& name() const { return name_; }
  Diet diet() const noexcept { return diet_; }
  virtual int noise(int times) const;
  virtual std::string food() const = 0;
  bool operator==(const Animal& other) const { return name_ == other.name_; }

 private:
  std::string name_;
  Diet diet_;
};

class Cow : public Animal {
 public:
  Cow();
  std::string food() const override;
  static int count();
};

/// What a stall smells of.
struct Smell {
  Smell() : strength(0) {}
  Smell(const std::string& source, int level) : of(source), strength(level) {}

  std::string of;
  int strength;
};

struct Stall {
  Stall() : number(0) {}

  int number;
  Smell smell;
};

/// Objects in rows.
class Barn {
 public:
  const std::vector<Stall>& numbered() const { return stalls; }

  std::vector<Stall> stalls;
  std::vector<Size> sizes;
};

int feed(const Animal& animal, int times);
Size grown(Size size, int by);

std::vector<std::string> names(const std::map<std::string, int>& counts);
long total(const std::vector<int>& counts);
std::unique_ptr<Animal> buy(bool cow);
std::shared_ptr<Cow> shared();

int each(int times, std::function<int(int)> then);
void write(std::ostream& out, const std::string& text);
int read(std::istream& in);

const char* motto();

#if defined(__EXCEPTIONS)
int checked(int value);
#endif

#if __cplusplus >= 201703L
std::optional<int> find(std::string_view name);
#endif

}  // namespace zoo
