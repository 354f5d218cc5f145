#include "channel.h"
int Channel::Read() { return last_; }
int Channel::Write(int value) { return last_ = value; }
int Id() { return Left().id; }
