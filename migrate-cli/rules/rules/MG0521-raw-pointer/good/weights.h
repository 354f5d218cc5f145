#pragma once

namespace zoo {
inline int total(const int* weights, int count) {
  int sum = 0;
  for (int i = 0; i < count; ++i) sum += weights[i];
  return sum;
}
}
