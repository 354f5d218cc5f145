#ifndef GATEWAY_BASE_CLOCK_H_
#define GATEWAY_BASE_CLOCK_H_

#include <atomic>
#include <cstdint>

namespace gateway {

// Wall time in milliseconds since the epoch.
class Clock {
 public:
  virtual ~Clock();
  virtual int64_t NowMs() const = 0;

  // Process-wide clock used where nobody passes one explicitly.
  static const Clock* Default();
  // Replaces it; nullptr restores the system clock.  Returns the previous.
  static const Clock* SetDefault(const Clock* clock);
};

class FakeClock : public Clock {
 public:
  explicit FakeClock(int64_t now_ms = 0) : now_ms_(now_ms) {}
  int64_t NowMs() const override { return now_ms_.load(); }
  void Advance(int64_t delta_ms) { now_ms_ += delta_ms; }
  void Set(int64_t now_ms) { now_ms_ = now_ms; }

 private:
  std::atomic<int64_t> now_ms_;
};
}  // namespace gateway

#endif  // GATEWAY_BASE_CLOCK_H_
