#include "registry.h"
void A() { ++Counter(); }
