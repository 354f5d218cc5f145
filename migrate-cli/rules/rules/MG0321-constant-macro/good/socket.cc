#include "frame.h"
GATEWAY_API int Room(int used) { return kMaxFrame - used; }
