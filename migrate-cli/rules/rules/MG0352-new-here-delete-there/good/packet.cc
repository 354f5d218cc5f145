#include "packet.h"
Packet* Decode(int id) { return new Packet{id}; }
void Free(Packet* p) { delete p; }
