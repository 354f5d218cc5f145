#include "codes.h"
const char* Name(Code c) { return c == kOk ? "kOk" : c == kTimeout ? "kTimeout" : "?"; }
