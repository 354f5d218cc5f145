#include "dedup/dedup.h"

#include "check.h"

using namespace gateway;
using namespace gateway::dedup;

namespace {
typedef SequenceWindow::Verdict Verdict;

template <typename Fn>
std::string Run(Fn check, std::initializer_list<uint64_t> numbers) {
  std::ostringstream os;
  for (uint64_t n : numbers) os << check(n) << ' ';
  return os.str();
}
std::string Window(size_t size, std::initializer_list<uint64_t> numbers) {
  SequenceWindow w(size);
  return Run([&](uint64_t n) { return w.Check(n); }, numbers);
}
}  // namespace

TEST(InOrderAndRepeated) {
  CHECK_EQ(Window(64, {1, 2, 2, 3, 1, 0}), "new new duplicate new duplicate new ");
  CHECK_EQ(Window(64, {0, 0}), "new duplicate ");
}

TEST(WindowEdges) {
  CHECK_EQ(Window(64, {100, 37, 36, 37, 100}), "new new too-old duplicate duplicate ");
  // Sizes round up to whole words.
  CHECK_EQ(Window(1, {100, 37, 36}), "new new too-old ");
  CHECK_EQ(Window(0, {100, 37, 36}), "new new too-old ");
  CHECK_EQ(Window(65, {200, 73, 72}), "new new too-old ");
}

TEST(SlidingForgetsTheRightBits) {
  // 1 and 65 share a slot; skipping over must clear it.
  CHECK_EQ(Window(64, {1, 66, 65, 65, 2, 3, 3}), "new new new duplicate too-old new duplicate ");
  CHECK_EQ(Window(64, {5, 68, 5, 6, 69, 5}), "new new duplicate new new too-old ");
  CHECK_EQ(Window(64, {10, 1000, 10, 999, 937, 936}), "new new too-old new new too-old ");
}

TEST(HugeNumbers) {
  CHECK_EQ(Window(64, {UINT64_MAX, UINT64_MAX, UINT64_MAX - 63, UINT64_MAX - 64, 0}),
           "new duplicate new too-old too-old ");
  SequenceWindow w(64);
  w.Check(3);
  w.Check(1);
  CHECK_EQ(w.highest(), 3u);
}

TEST(DevicesAreIndependent) {
  FakeClock clock;
  Deduplicator d(Deduplicator::Options(), &clock);
  CHECK_EQ(d.Check(1, 5), Verdict::kNew);
  CHECK_EQ(d.Check(2, 5), Verdict::kNew);
  CHECK_EQ(d.Check(1, 5), Verdict::kDuplicate);
  CHECK_EQ(d.device_count(), 2u);
  d.Reset(1);
  CHECK_EQ(d.Check(1, 1), Verdict::kNew);
  CHECK_EQ(d.Check(2, 5), Verdict::kDuplicate);
  d.Reset(77);
  CHECK_EQ(d.device_count(), 2u);
}

TEST(DefaultWindowIs256) {
  FakeClock clock;
  Deduplicator d(Deduplicator::Options(), &clock);
  d.Check(1, 1000);
  CHECK_EQ(d.Check(1, 745), Verdict::kNew);
  CHECK_EQ(d.Check(1, 744), Verdict::kTooOld);
}

TEST(OldestDeviceMakesRoom) {
  FakeClock clock(100);
  Deduplicator::Options options;
  options.max_devices = 2;
  Deduplicator d(options, &clock);
  d.Check(1, 1);
  clock.Advance(1);
  d.Check(2, 1);
  clock.Advance(1);
  d.Check(1, 2);
  d.Check(3, 1);  // 2 goes
  CHECK_EQ(d.device_count(), 2u);
  CHECK_EQ(d.Check(1, 2), Verdict::kDuplicate);
  CHECK_EQ(d.Check(2, 1), Verdict::kNew);  // 1 and 3 tie, 1 goes
  CHECK_EQ(d.Check(3, 1), Verdict::kDuplicate);
}

TEST(IdleDevicesAreForgotten) {
  FakeClock clock(0);
  Deduplicator::Options options;
  options.idle_ms = 10;
  options.max_devices = 3;
  Deduplicator d(options, &clock);
  d.Check(1, 1);
  clock.Advance(10);
  CHECK_EQ(d.Check(1, 1), Verdict::kDuplicate);
  clock.Advance(11);
  CHECK_EQ(d.Check(1, 1), Verdict::kNew);
  d.Check(2, 1);
  clock.Advance(11);
  d.Check(3, 1);
  CHECK_EQ(d.device_count(), 3u);
  d.Check(4, 1);  // full: both stale ones go
  CHECK_EQ(d.device_count(), 2u);
}

TEST(AtLeastOneDevice) {
  FakeClock clock;
  Deduplicator::Options options;
  options.max_devices = 0;
  Deduplicator d(options, &clock);
  CHECK_EQ(d.Check(1, 1), Verdict::kNew);
  CHECK_EQ(d.Check(1, 1), Verdict::kDuplicate);
  CHECK_EQ(d.Check(2, 1), Verdict::kNew);
  CHECK_EQ(d.device_count(), 1u);
}

TEST(UsesTheDefaultClock) {
  FakeClock clock(5);
  Clock::SetDefault(&clock);
  Deduplicator::Options options;
  options.idle_ms = 1;
  Deduplicator d(options);
  Clock::SetDefault(nullptr);
  d.Check(1, 1);
  clock.Advance(2);
  CHECK_EQ(d.Check(1, 1), Verdict::kNew);
}
