#include "channel.h"
int Channel::Read() { return last_; }
