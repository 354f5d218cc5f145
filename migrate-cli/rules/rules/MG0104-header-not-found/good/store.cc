#include "generated/version.h"
int open_store() { return kFormatVersion; }
