#include "log.h"
void Begin() { LogText(1, "begin"); }
