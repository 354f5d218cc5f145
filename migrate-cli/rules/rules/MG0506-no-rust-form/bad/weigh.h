#pragma once

namespace zoo {
struct Animal {
  int weight;
  int age;
};

inline int sum(const Animal& a, const Animal& b, int Animal::*what) { return a.*what + b.*what; }
}
