#include "steps.h"

namespace {

std::uint64_t step(std::uint64_t x) { return (x ^ (x >> 29)) * 0x9e3779b97f4a7c15; }

}  // namespace

std::uint64_t steps_1(std::uint64_t x) { return step(x); }
std::uint64_t steps_2(std::uint64_t x) { return step(step(x)); }
std::uint64_t steps_3(std::uint64_t x) { return step(step(step(x))); }
std::uint64_t steps_4(std::uint64_t x) { return step(step(step(step(x)))); }
std::uint64_t steps_6(std::uint64_t x) { return step(step(step(step(step(step(x)))))); }
std::uint64_t steps_8(std::uint64_t x) { return step(step(step(step(step(step(step(step(x)))))))); }
