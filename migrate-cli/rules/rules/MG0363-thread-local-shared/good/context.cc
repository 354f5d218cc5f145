#include "context.h"
static thread_local int current_depth = 0;
int Depth() { return current_depth; }
