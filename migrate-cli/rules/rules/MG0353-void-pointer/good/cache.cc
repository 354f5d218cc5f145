#include "cache.h"
static void* g_slot;
static void* Raw(int key) { return key == 0 ? g_slot : nullptr; }
Handle* Lookup(int key) { return static_cast<Handle*>(Raw(key)); }
void Store(int key, const char* value) { if (key == 0 && value == nullptr) g_slot = nullptr; }
