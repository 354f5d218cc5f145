#include "log.h"
static int Count(int n, ...) { return n; }
void LogText(int level, const char* text) { (void)Count(level, text); }
