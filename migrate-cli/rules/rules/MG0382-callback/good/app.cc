#include "server.h"
namespace { class Small : public Handler { public: bool Handle(int n) override { return n < 3; } }; }
bool Run() { Small s; return OnPacket(s); }
