#include "server.h"
bool OnPacket(const Handler& handler) { return handler(1); }
