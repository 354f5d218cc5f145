#include "cache.h"
static void* g_slot;
Value Lookup(int key) { return key == 0 ? g_slot : nullptr; }
void Store(int key, const void* value) { if (key == 0) g_slot = const_cast<void*>(value); }
