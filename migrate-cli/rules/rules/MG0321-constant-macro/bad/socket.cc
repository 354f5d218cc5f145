#include "frame.h"
int Room(int used) { return MAX_FRAME - used; }
