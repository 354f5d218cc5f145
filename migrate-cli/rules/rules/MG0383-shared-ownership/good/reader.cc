#include "cache.h"
int Read(Cache& c) { return c.Touch(1); }
