#include "context.h"
int Indent() { return 2 * Depth(); }
