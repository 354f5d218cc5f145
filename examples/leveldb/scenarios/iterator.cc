// Iterators over nothing are made, given something to clean up, and dropped.
#include "leveldb/iterator.h"

#include <memory>

#include "leveldb/status.h"
#include "scenario.h"

namespace {

void Count(void* counter, void* by) { *static_cast<uint64_t*>(counter) += reinterpret_cast<uintptr_t>(by); }

class Empty {
 public:
  explicit Empty(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < 50; ++i) {
      uint64_t cleaned = 0;
      {
        std::unique_ptr<leveldb::Iterator> iterator(leveldb::NewEmptyIterator());
        for (uint64_t n = random_.Below(4); n > 0; --n) {
          iterator->RegisterCleanup(&Count, &cleaned, reinterpret_cast<void*>(uintptr_t{n}));
        }
        sum->Add(uint64_t{iterator->Valid()} + uint64_t{iterator->status().ok()});
      }
      sum->Add(cleaned);
    }
  }

 private:
  scenario::Random random_;
};

}  // namespace

SCENARIO(Empty)
