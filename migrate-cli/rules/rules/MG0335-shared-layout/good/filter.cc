#include "reading.h"
namespace { struct Limits { double low; }; }
bool Keep(const Reading& r) { Limits l{0.0}; return r.value() > l.low; }
