#include "cache.h"
int Touch(int key) { return ++Get(key)->touched; }
