#pragma once
#include <functional>
using Handler = std::function<bool(int)>;
bool OnPacket(const Handler& handler);
