#include "value.h"
bool Positive(const Value& v) { return v.tag == 0 ? v.i > 0 : v.d > 0; }
