#pragma once
#include <string>
struct Packet { int id; };
std::string Format(const Packet& p);
