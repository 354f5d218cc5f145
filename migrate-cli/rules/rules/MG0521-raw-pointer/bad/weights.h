#pragma once

namespace zoo {
inline int total(const int* weights, int animals) {
  int sum = 0;
  for (int i = 0; i < animals; ++i) sum += weights[i];
  return sum;
}
}
