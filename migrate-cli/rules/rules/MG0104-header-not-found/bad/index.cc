#include "generated/version.h"
int open_index() { return 2; }
