#include "zoo.h"

namespace zoo {
void Cage::feed(int grams) { fed_ += grams; }
int cages(int animals) { return (animals + 1) / 2; }
}  // namespace zoo
