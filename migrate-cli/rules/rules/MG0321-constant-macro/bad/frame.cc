#include "frame.h"
int Fits(int size) { return size <= MAX_FRAME; }
