#include "header.h"
Header Parse(unsigned raw) { Header h{}; h.version = raw & 7u; return h; }
