#include "module.h"

Shape::~Shape() { ++destroyed; }
Square::~Square() = default;
int Square::sides() const { return area(2); }
Shape *make() { return new Square; }

Failure::~Failure() = default;
int risky(int how) {
  try {
    if (how == 0) throw Failure("inside");
    throw std::runtime_error("other");
  } catch (const Failure &failure) {
    if (twice(how) == 0) throw;
  }
  return 0;
}

Box::Box(int side) : area_(area(side)) { ++alive; }
Box::Box(const Box &other) : area_(other.area_) { ++alive; }
Box::~Box() { --alive; }
int Box::get() const { return area_; }
