#include "config.h"
unsigned long Cost(const Config& c) { return c.host.size() + static_cast<unsigned long>(c.port); }
