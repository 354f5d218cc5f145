#include <atomic>
#include <mutex>
static constexpr int Compute(int seed) { return seed * 31; }
static constexpr int table = Compute(7);
static const char* const kNames[] = {"ok", "timeout"};
static std::mutex mutex;
static std::atomic<int> hits{0};
int Entry(int n) {
  static const int lazy = table + n;
  std::lock_guard<std::mutex> lock(mutex);
  return lazy + ++hits + kNames[0][0];
}
