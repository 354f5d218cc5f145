#include "check.h"
int Start(int port) { return CHECK_THAT(port > 1024); }
