#include "packet.h"
int Finish(Packet* p) {
  int id = p->id;
  delete p;
  return id;
}
