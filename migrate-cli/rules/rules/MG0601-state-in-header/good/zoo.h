#pragma once

namespace zoo {
struct Cage {
  int fed = 0;
  void feed(int grams);
};
}  // namespace zoo
