#include "server.h"
bool Run(int limit) { return OnPacket([limit](int n) { return n < limit; }); }
