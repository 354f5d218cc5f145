#include "zoo.h"

namespace zoo {
Counter::Counter(int start) : count_(start) {}
int Counter::next() { return ++count_; }
int doubled(int number) { return 2 * number; }
}  // namespace zoo
