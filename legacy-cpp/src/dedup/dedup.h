#ifndef GATEWAY_DEDUP_DEDUP_H_
#define GATEWAY_DEDUP_DEDUP_H_

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <unordered_map>
#include <vector>

#include "base/clock.h"

namespace gateway::dedup {
class Deduplicator;

// Remembers which of the last `size` sequence numbers of one device were
// seen.  Like the anti-replay window of a tunnel, with a bitmap ring.
class SequenceWindow {
 public:
  enum class Verdict { kNew, kDuplicate, kTooOld };

  explicit SequenceWindow(size_t size);
  Verdict Check(uint64_t sequence);
  uint64_t highest() const { return highest_; }

 private:
  friend class Deduplicator;  // reads last_used_ms_ when it evicts

  bool TestAndSet(uint64_t sequence);
  void Clear(uint64_t sequence);

  uint64_t size_;
  bool empty_;
  uint64_t highest_;
  int64_t last_used_ms_;
  std::vector<uint64_t> bits_;
};

std::ostream& operator<<(std::ostream& os, SequenceWindow::Verdict verdict);

// One window per device; the device that was silent for longest makes room.
class Deduplicator {
 public:
  struct Options {
    size_t window = 256;        // rounded up to a multiple of 64
    size_t max_devices = 1024;  // at least 1
    int64_t idle_ms = 0;        // forget silent devices; 0 means never
  };

  // `clock` may be nullptr for Clock::Default().
  explicit Deduplicator(const Options& options, const Clock* clock = nullptr);

  SequenceWindow::Verdict Check(uint64_t device, uint64_t sequence);
  // A device that restarted counts from zero again.
  void Reset(uint64_t device) { windows_.erase(device); }
  size_t device_count() const { return windows_.size(); }

 private:
  void MakeRoom(int64_t now_ms);

  Options options_;
  const Clock* clock_;
  std::unordered_map<uint64_t, SequenceWindow> windows_;
};
}  // namespace gateway::dedup

#endif  // GATEWAY_DEDUP_DEDUP_H_
