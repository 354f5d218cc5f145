#include "header.h"
unsigned Lane(const Header& h) { return h.version(); }
