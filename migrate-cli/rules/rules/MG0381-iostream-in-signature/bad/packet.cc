#include "packet.h"
#include <ostream>
std::ostream& operator<<(std::ostream& out, const Packet& p) { return out << p.id; }
