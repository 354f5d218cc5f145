#include "cache.h"
bool Has(int key) { Store(1, nullptr); return Lookup(key) != nullptr; }
