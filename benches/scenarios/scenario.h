// What every scenario has: chance that comes from the seed alone, a checksum, and the three functions.
#ifndef BENCHES_SCENARIO_H_
#define BENCHES_SCENARIO_H_

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace scenario {

// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}
  uint64_t Next() {
    uint64_t z = state_ += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  // Below `end`.
  uint64_t Below(uint64_t end) { return Next() % end; }

 private:
  uint64_t state_;
};

// The checksum of everything that was given to it, in order. It is cheap beside what it checks: eight bytes at a time.
class Checksum {
 public:
  void Add(uint64_t value) { sum_ = (sum_ ^ value) * 0x9e3779b97f4a7c15 + (sum_ >> 32); }
  void Add(double value) {
    uint64_t bits;
    std::memcpy(&bits, &value, sizeof bits);
    Add(bits);
  }
  void Add(std::string_view text) {
    Add(static_cast<uint64_t>(text.size()));
    for (; text.size() >= 8; text.remove_prefix(8)) {
      uint64_t word;
      std::memcpy(&word, text.data(), 8);
      Add(word);
    }
    uint64_t rest = 0;
    if (!text.empty()) std::memcpy(&rest, text.data(), text.size());
    Add(rest);
  }
  uint64_t sum() const { return sum_; }

 private:
  uint64_t sum_ = 0;
};

}  // namespace scenario

// The three functions for a class with a constructor from the seed and `void Step(scenario::Checksum*)`.
#define SCENARIO(Class)                                                                \
  extern "C" void* migrate_scenario_new(uint64_t seed) { return new Class(seed); }     \
  extern "C" uint64_t migrate_scenario_run(void* state, uint64_t iterations) {         \
    scenario::Checksum sum;                                                            \
    for (uint64_t i = 0; i < iterations; ++i) static_cast<Class*>(state)->Step(&sum);  \
    return sum.sum();                                                                  \
  }                                                                                    \
  extern "C" void migrate_scenario_free(void* state) { delete static_cast<Class*>(state); }

#endif  // BENCHES_SCENARIO_H_
