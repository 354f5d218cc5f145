// What crosses in the bench: one function of each kind. Bodies are in another file, so that a call is a call.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <ostream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace crossing {

enum class Level { Low, High };

struct Point {
  int x;
  int y;
};

/// A class with a destructor, which crosses behind a pointer.
class Counter {
 public:
  explicit Counter(int start);
  ~Counter();
  Counter(const Counter& other);
  int get() const;
  const std::string& name() const;
  void add(int by);
  static int zero();

 private:
  int value_;
  std::string name_;
};

/// An interface with an implementation in C++, and one in Rust.
class Visitor {
 public:
  virtual ~Visitor();
  virtual int visit(int value) = 0;
};

int add(int a, int b);
Level flip(Level level);
Point mirror(Point point);
int sum(const Point& point);

std::unique_ptr<Visitor> doubling();
int call(Visitor& visitor, int value);
int repeat(Visitor& visitor, std::uint64_t times);
int repeat_function(std::function<int(int)> function, std::uint64_t times);

int length(const std::string& text);
int length_view(std::string_view text);
int length_chars(const char* text);
std::string repeated(int size);
const char* kept_chars();

long total(const std::vector<int>& values);
std::vector<int> numbers(int size);
int words(const std::vector<std::string>& texts);
std::map<std::string, int> table();

int take(Counter counter);
Counter make(int start);
std::unique_ptr<Counter> make_unique(int start);
std::shared_ptr<Counter> share();

int half(int value);
void write(std::ostream& out, int times);

}  // namespace crossing
