#include "zoo.h"

namespace zoo {
namespace {
int last = 0;
int& opened() { return last; }
}  // namespace
void open(int gate) { opened() = gate; }
int gates(const char*, ...) { return opened(); }
int doubled(int number) { return 2 * number; }
}  // namespace zoo
