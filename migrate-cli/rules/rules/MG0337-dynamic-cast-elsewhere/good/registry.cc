#include "channel.h"
int Drop(Channel* c) { return Close(c); }
