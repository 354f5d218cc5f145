#include "check.h"
#define NEGATED(x) (-(x))
int Check(bool ok, int line) { return ok ? 0 : NEGATED(line); }
