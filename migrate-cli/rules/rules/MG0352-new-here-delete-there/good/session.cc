#include "packet.h"
int Finish(Packet* p) {
  int id = p->id;
  Free(p);
  return id;
}
