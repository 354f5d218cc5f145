#pragma once
struct Packet { int id; };
Packet* Decode(int id);
