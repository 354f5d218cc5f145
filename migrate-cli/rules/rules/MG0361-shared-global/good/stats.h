#pragma once
extern const long kLimit;
constexpr int kLevel = 3;
void CountDropped();
