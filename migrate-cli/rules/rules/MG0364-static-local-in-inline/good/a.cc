#include "registry.h"
void A() { if (Counter() < Limit()) ++Counter(); }
