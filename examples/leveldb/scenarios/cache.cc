// Blocks are looked up, and put in where they are missing; some are erased. The cache has room for half of them.
#include "leveldb/cache.h"

#include <memory>

#include "keys.h"
#include "scenario.h"

namespace {

void Forget(const leveldb::Slice&, void*) {}

class Blocks {
 public:
  explicit Blocks(uint64_t seed) : random_(seed), cache_(leveldb::NewLRUCache(1000)), keys_(2000) {}
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < 100; ++i) {
      const size_t number = random_.Below(keys_.size());
      leveldb::Cache::Handle* handle = cache_->Lookup(keys_[number]);
      sum->Add(uint64_t{handle != nullptr});
      if (handle == nullptr) handle = cache_->Insert(keys_[number], reinterpret_cast<void*>(number), 1, &Forget);
      sum->Add(static_cast<uint64_t>(reinterpret_cast<uintptr_t>(cache_->Value(handle))));
      cache_->Release(handle);
      if (i % 16 == 0) cache_->Erase(keys_[random_.Below(keys_.size())]);
    }
    sum->Add(static_cast<uint64_t>(cache_->TotalCharge()));
  }

 private:
  scenario::Random random_;
  std::unique_ptr<leveldb::Cache> cache_;
  Keys keys_;
};

}  // namespace

SCENARIO(Blocks)
