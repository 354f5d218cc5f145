#pragma once

namespace zoo {
class Cage {
 public:
  void feed(int grams);

 private:
  int fed_ = 0;
};

int cages(int animals);
}  // namespace zoo
