#pragma once
struct Conflict {
  int a;
  int b;
};
inline int conflict(Conflict c) { return c.b; }
