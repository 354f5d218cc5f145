#include "base/clock.h"

#include <chrono>

namespace gateway {
namespace {
class SystemClock : public Clock {
 public:
  int64_t NowMs() const override {
    using std::chrono::duration_cast;
    using std::chrono::milliseconds;
    return duration_cast<milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  }
};

const Clock* TheSystemClock() {
  static SystemClock clock;
  return &clock;
}

std::atomic<const Clock*> g_default(nullptr);
}  // namespace

Clock::~Clock() {}

const Clock* Clock::Default() {
  const Clock* clock = g_default.load();
  return clock != nullptr ? clock : TheSystemClock();
}

const Clock* Clock::SetDefault(const Clock* clock) {
  const Clock* previous = g_default.exchange(clock);
  return previous != nullptr ? previous : TheSystemClock();
}
}  // namespace gateway
