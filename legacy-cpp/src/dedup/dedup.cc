#include "dedup/dedup.h"

#include <algorithm>
#include <ostream>

namespace gateway::dedup {
SequenceWindow::SequenceWindow(size_t size)
    : size_((std::max<size_t>(size, 1) + 63) / 64 * 64),
      empty_(true),
      highest_(0),
      last_used_ms_(0),
      bits_(size_ / 64, 0) {}

bool SequenceWindow::TestAndSet(uint64_t sequence) {
  const uint64_t slot = sequence % size_;
  const uint64_t mask = uint64_t(1) << (slot % 64);
  uint64_t& word = bits_[slot / 64];
  const bool was_set = (word & mask) != 0;
  word |= mask;
  return was_set;
}

void SequenceWindow::Clear(uint64_t sequence) {
  const uint64_t slot = sequence % size_;
  bits_[slot / 64] &= ~(uint64_t(1) << (slot % 64));
}

SequenceWindow::Verdict SequenceWindow::Check(uint64_t sequence) {
  if (empty_ || sequence > highest_) {
    if (empty_ || sequence - highest_ >= size_) {
      std::fill(bits_.begin(), bits_.end(), 0);
    } else {
      // The numbers skipped over share slots with ones that fell out.
      for (uint64_t s = highest_ + 1; s < sequence; ++s) Clear(s);
      Clear(sequence);
    }
    empty_ = false;
    highest_ = sequence;
    TestAndSet(sequence);
    return Verdict::kNew;
  }
  if (highest_ - sequence >= size_) return Verdict::kTooOld;
  return TestAndSet(sequence) ? Verdict::kDuplicate : Verdict::kNew;
}

std::ostream& operator<<(std::ostream& os, SequenceWindow::Verdict verdict) {
  switch (verdict) {
    case SequenceWindow::Verdict::kNew: return os << "new";
    case SequenceWindow::Verdict::kDuplicate: return os << "duplicate";
    case SequenceWindow::Verdict::kTooOld: return os << "too-old";
  }
  return os;
}

Deduplicator::Deduplicator(const Options& options, const Clock* clock)
    : options_(options), clock_(clock != nullptr ? clock : Clock::Default()) {
  options_.max_devices = std::max<size_t>(options_.max_devices, 1);
}

SequenceWindow::Verdict Deduplicator::Check(uint64_t device, uint64_t sequence) {
  const int64_t now = clock_->NowMs();
  auto it = windows_.find(device);
  if (it != windows_.end() && options_.idle_ms > 0 &&
      now - it->second.last_used_ms_ > options_.idle_ms) {
    windows_.erase(it);
    it = windows_.end();
  }
  if (it == windows_.end()) {
    if (windows_.size() >= options_.max_devices) MakeRoom(now);
    it = windows_.emplace(device, SequenceWindow(options_.window)).first;
  }
  it->second.last_used_ms_ = now;
  return it->second.Check(sequence);
}

void Deduplicator::MakeRoom(int64_t now_ms) {
  // First everything that is stale anyway, then the single oldest; ties go
  // to the smaller device number so that the outcome is reproducible.
  if (options_.idle_ms > 0) {
    for (auto it = windows_.begin(); it != windows_.end();) {
      const bool stale = now_ms - it->second.last_used_ms_ > options_.idle_ms;
      it = stale ? windows_.erase(it) : std::next(it);
    }
  }
  while (windows_.size() >= options_.max_devices) {
    auto oldest = windows_.begin();
    for (auto it = windows_.begin(); it != windows_.end(); ++it) {
      const int64_t a = it->second.last_used_ms_;
      const int64_t b = oldest->second.last_used_ms_;
      if (a < b || (a == b && it->first < oldest->first)) oldest = it;
    }
    windows_.erase(oldest);
  }
}
}  // namespace gateway::dedup
