#include "stats.h"
const long kLimit = 100;
static long g_dropped = 0;
void CountDropped() { if (g_dropped < kLimit) ++g_dropped; }
