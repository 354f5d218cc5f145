#include "channel.h"
Channel::~Channel() {}
int SocketChannel::Send(int v) { return v; }
int SocketChannel::Shutdown() { return 0; }
