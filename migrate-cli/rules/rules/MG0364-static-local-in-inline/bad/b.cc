#include "registry.h"
void B() { ++Counter(); }
