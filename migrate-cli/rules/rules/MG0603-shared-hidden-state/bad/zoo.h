#pragma once

namespace zoo {
void open(int gate);
int gates(const char* format, ...);
int doubled(int number);
}  // namespace zoo
