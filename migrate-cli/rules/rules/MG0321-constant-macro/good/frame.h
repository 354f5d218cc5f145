#pragma once
#define GATEWAY_API __attribute__((visibility("default")))
constexpr int kMaxFrame = 4096;
GATEWAY_API int Fits(int size);
