#include "zoo.h"

namespace zoo {
void Cage::feed(int grams) { fed += grams; }
}  // namespace zoo
