#include "value.h"
namespace { union Bits { long i; double d; }; }
Value::Value(long i) : i_(i) {}
bool Value::Positive() const { Bits b; b.i = i_; return b.i > 0; }
