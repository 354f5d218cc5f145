// The module as its callers see it. Nothing here knows that there are two implementations.
#pragma once
#include <stdexcept>

int area(int side);
int area(int width, int height);
int bump();
void set_exported(int value);
int risky(int how);

extern int exported;

// Copies of these are in every object that uses them.
inline int twice(int side) { return 2 * area(side); }
template <class T> T total(T a, T b) { return a + b + area(static_cast<int>(a)); }
inline int counter() {
  static int count = 0;
  return ++count;
}
__attribute__((noinline)) inline int may_hold_the_body(int side) { return area(side) + 1; }

template <class T> struct Cell {
  __attribute__((noinline)) explicit Cell(T value) : held(area(static_cast<int>(value))) {}
  __attribute__((noinline)) virtual ~Cell() { held = area(0); }
  T held;
};

struct Shape {
  virtual ~Shape();
  virtual int sides() const = 0;
  virtual int corners() const { return sides() + area(1); }
  static int destroyed;
};

struct Square : Shape {
  ~Square() override;
  int sides() const override;
};

Shape *make();

struct Failure : std::runtime_error {
  explicit Failure(const char *text) : std::runtime_error(text) {}
  ~Failure() override;
};

class Box {
public:
  explicit Box(int side);
  Box(const Box &other);
  ~Box();
  int get() const;
  static int alive;

private:
  int area_;
};

int of_callers(int side);
