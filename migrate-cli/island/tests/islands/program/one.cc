#include "module.h"

int exported = 1;
int Shape::destroyed = 0;
int Box::alive = 0;

int area(int side) { return side * side; }
int area(int width, int height) { return width * height; }
int bump() { return counter(); }
void set_exported(int value) { exported = value; }

static int helper(int side) { return may_hold_the_body(side); }

// Whatever these use of the header is in this object as well.
int of_callers(int side) {
  int (*volatile taken)(int) = &twice;
  int (*volatile other)(int) = &helper;
  Cell<int> cell(side);
  return taken(side) + other(side) + total(side, 1) + cell.held;
}
