#include "timer.h"
static void Expire(int) {}
int Begin() { return Schedule(30, Expire); }
