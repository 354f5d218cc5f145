#include "channel.h"
namespace { class Local : public Channel { public: int Send(int v) override { return v; } }; }
Channel::~Channel() {}
int Channel::Shutdown() { return 0; }
int Close(Channel* c) { return dynamic_cast<Local*>(c) == nullptr ? c->Shutdown() : 1; }
