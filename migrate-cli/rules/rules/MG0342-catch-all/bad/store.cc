#include "store.h"
int Append(int v) { return v + 1; }
