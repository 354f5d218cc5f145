#include "cache.h"
bool Has(int key) { Store(1, ""); return Lookup(key) != nullptr; }
