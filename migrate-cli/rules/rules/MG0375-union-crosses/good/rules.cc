#include "value.h"
bool Check(const Value& v) { return v.Positive(); }
