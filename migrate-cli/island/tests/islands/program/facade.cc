// What a generator writes: the module's functions once more. "Rust" answers with a thousand more than the original.
#include "module.h"
#include <cstdlib>

extern "C" {
int dispatched = 0;
static bool rust() {
  ++dispatched;
  static const bool chosen = std::getenv("RUST") != nullptr;
  return chosen;
}
int twin_area1(int) asm("_Z4areai.cpp_twin");
int twin_area2(int, int) asm("_Z4areaii.cpp_twin");
int twin_bump() asm("_Z4bumpv.cpp_twin");
void twin_set(int) asm("_Z12set_exportedi.cpp_twin");
int twin_risky(int) asm("_Z5riskyi.cpp_twin");
int twin_of_callers(int) asm("_Z10of_callersi.cpp_twin");
Shape *twin_make() asm("_Z4makev.cpp_twin");
void twin_shape_end(Shape *) asm("_ZN5ShapeD2Ev.cpp_twin");
void twin_square_end(Square *) asm("_ZN6SquareD2Ev.cpp_twin");
int twin_sides(const Square *) asm("_ZNK6Square5sidesEv.cpp_twin");
void twin_failure_end(Failure *) asm("_ZN7FailureD2Ev.cpp_twin");
void twin_box(Box *, int) asm("_ZN3BoxC1Ei.cpp_twin");
void twin_box_copy(Box *, const Box *) asm("_ZN3BoxC1ERKS_.cpp_twin");
void twin_box_end(Box *) asm("_ZN3BoxD1Ev.cpp_twin");
int twin_get(const Box *) asm("_ZNK3Box3getEv.cpp_twin");
}

int area(int side) { return rust() ? 1000 + side * side : twin_area1(side); }
int area(int width, int height) { return rust() ? 1000 + width * height : twin_area2(width, height); }
int bump() { return rust() ? 1000 + counter() : twin_bump(); }
void set_exported(int value) { rust() ? void(exported = 1000 + value) : twin_set(value); }
int risky(int how) {
  if (rust()) throw Failure("from the facade");
  return twin_risky(how);
}
int of_callers(int side) { return rust() ? 1000 : twin_of_callers(side); }
Shape *make() { return rust() ? new Square : twin_make(); }
Shape::~Shape() { rust() ? void(destroyed += 1000) : twin_shape_end(this); }
Square::~Square() {}
int Square::sides() const { return rust() ? 1004 : twin_sides(this); }
Failure::~Failure() {}
// The original and its twin lay a box out alike here.
Box::Box(int side) { rust() ? void((area_ = 1000 + side * side, alive += 1000)) : twin_box(this, side); }
Box::Box(const Box &other) { rust() ? void((area_ = other.area_, alive += 1000)) : twin_box_copy(this, &other); }
Box::~Box() { rust() ? void(alive -= 1000) : twin_box_end(this); }
int Box::get() const { return rust() ? area_ : twin_get(this); }
