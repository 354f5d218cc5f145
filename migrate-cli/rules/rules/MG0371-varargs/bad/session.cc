#include "log.h"
void Begin(int n) { Logf(1, "%d", n); }
