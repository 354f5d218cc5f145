#include "packet.h"
Packet::Packet(int size) : size_(size) {}
