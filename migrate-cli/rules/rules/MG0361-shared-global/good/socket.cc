#include "stats.h"
void Drop() { if (kLevel < kLimit) CountDropped(); }
