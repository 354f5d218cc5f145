#include "server.h"
#include <functional>
static bool Twice(const std::function<bool(int)>& f) { return f(1) && f(2); }
bool OnPacket(Handler& handler) { return Twice([&handler](int n) { return handler.Handle(n); }); }
