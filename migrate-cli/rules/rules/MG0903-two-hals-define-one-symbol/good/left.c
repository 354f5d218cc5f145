#include "left.h"

int left_get(void) { return 1; }
void system_init(void) {}
