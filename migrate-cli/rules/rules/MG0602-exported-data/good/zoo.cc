#include "zoo.h"

namespace zoo {
namespace {
int visitors = 0;
}
int admit(int people) { return visitors += people; }
}  // namespace zoo
