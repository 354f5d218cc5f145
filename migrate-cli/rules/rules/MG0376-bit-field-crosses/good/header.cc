#include "header.h"
namespace { struct Packed { unsigned version : 3; unsigned rest : 29; }; }
Header::Header(unsigned raw) : raw_(raw) {}
unsigned Header::version() const { Packed p{}; p.version = raw_ & 7u; return p.version; }
