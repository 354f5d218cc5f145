#include "check.h"
int Start(int port) { return Check(port > 1024, 3); }
