#include "right.h"

int right_get(void) { return 2; }
void system_init(void) {}
