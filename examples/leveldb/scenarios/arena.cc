// A memtable's worth of entries: mostly small ones, some aligned, now and then one that wants a block of its own.
#include "util/arena.h"

#include "scenario.h"

namespace {

class Entries {
 public:
  explicit Entries(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    leveldb::Arena arena;
    for (int i = 0; i < 1000; ++i) {
      const size_t size = i % 200 == 0 ? 3000 : 8 + random_.Below(100);
      char* room = i % 4 == 0 ? arena.AllocateAligned(size) : arena.Allocate(size);
      room[0] = static_cast<char>(i);
      room[size - 1] = static_cast<char>(size);
      sum->Add(static_cast<uint64_t>(room[0] + room[size - 1]));
    }
    sum->Add(static_cast<uint64_t>(arena.MemoryUsage()));
  }

 private:
  scenario::Random random_;
};

}  // namespace

SCENARIO(Entries)
