#include "packet.h"
#include <iostream>
void Trace(const Packet& p) { std::cerr << Format(p); }
