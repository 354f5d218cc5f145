#include "timer.h"
int Schedule(long delay, Task task) { task(1); return static_cast<int>(delay); }
