#include "packet.h"
Packet* Decode(int id) { return new Packet{id}; }
