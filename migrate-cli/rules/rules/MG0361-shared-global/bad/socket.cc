#include "stats.h"
void Drop() { ++g_dropped; }
int Level() { return Stats::level; }
