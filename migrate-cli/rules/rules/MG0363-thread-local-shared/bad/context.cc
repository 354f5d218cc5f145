#include "context.h"
thread_local int current_depth = 0;
