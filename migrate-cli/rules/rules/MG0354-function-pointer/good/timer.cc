#include "timer.h"
static void Twice(void (*call)(Task&), Task& t) { call(t); call(t); }
int Schedule(long delay, Task& task) { Twice([](Task& t) { t.Run(1); }, task); return static_cast<int>(delay); }
