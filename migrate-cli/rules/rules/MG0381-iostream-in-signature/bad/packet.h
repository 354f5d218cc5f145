#pragma once
#include <iosfwd>
struct Packet { int id; };
std::ostream& operator<<(std::ostream& out, const Packet& p);
