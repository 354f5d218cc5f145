#include "stats.h"
long g_dropped = 0;
int Stats::level = 1;
