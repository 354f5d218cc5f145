#pragma once

namespace zoo {
struct Animal {
  int weight;
  int age;
};

inline int weights(const Animal& a, const Animal& b) { return a.weight + b.weight; }
}
