#include "packet.h"
Packet::Packet(int size) : size_(size) {}
int Packet::size() const { return size_ + Bias() - 1; }
