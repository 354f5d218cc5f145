#include "value.h"
Value MakeInt(long i) { Value v; v.tag = 0; v.i = i; return v; }
