#include "packet.h"
#include <sstream>
static void Put(std::ostream& out, const Packet& p) { out << p.id; }
std::string Format(const Packet& p) { std::ostringstream out; Put(out, p); return out.str(); }
