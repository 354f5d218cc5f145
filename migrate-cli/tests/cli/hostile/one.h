#pragma once
struct Conflict {
  int a;
};
inline int conflict(Conflict c) { return c.a; }
#define two_macro broken(
