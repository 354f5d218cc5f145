// Calls of several lengths: each step waits for the one before, and takes a nanosecond or two.
#pragma once

#include <cstdint>

extern "C" {

std::uint64_t steps_1(std::uint64_t x);
std::uint64_t steps_2(std::uint64_t x);
std::uint64_t steps_3(std::uint64_t x);
std::uint64_t steps_4(std::uint64_t x);
std::uint64_t steps_6(std::uint64_t x);
std::uint64_t steps_8(std::uint64_t x);
}
