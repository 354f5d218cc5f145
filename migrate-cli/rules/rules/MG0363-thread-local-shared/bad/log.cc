#include "context.h"
int Indent() { return 2 * current_depth; }
