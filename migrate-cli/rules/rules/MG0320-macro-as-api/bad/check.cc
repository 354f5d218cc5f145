#include "check.h"
int Report(const char* file, int line) { return file == nullptr ? line : -line; }
