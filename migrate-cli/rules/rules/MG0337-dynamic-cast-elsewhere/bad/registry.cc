#include "channel.h"
int Drop(Channel* c) {
  if (auto* socket = dynamic_cast<SocketChannel*>(c)) return socket->Shutdown();
  return -1;
}
