#include "reading.h"
bool Keep(const Reading& r) { return r.value > 0; }
