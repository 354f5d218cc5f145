#include "frame.h"
#define MARGIN 16
int Fits(int size) { return size + MARGIN <= kMaxFrame; }
