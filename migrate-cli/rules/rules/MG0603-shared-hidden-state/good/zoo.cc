#include "zoo.h"

namespace zoo {
namespace {
const int first = 1;
int last = first;
}  // namespace
void open(int gate) { last = gate; }
int gates() { return last; }
}  // namespace zoo
