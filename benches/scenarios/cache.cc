// Lookups in a cache that holds a quarter of the keys, most of them for a few keys; what is missing is inserted.
#include "cache/cache.h"

#include <memory>
#include <vector>

#include "scenario.h"

namespace {

constexpr size_t kKeys = 4096;
constexpr int kLookups = 64;

class Lookups {
 public:
  explicit Lookups(uint64_t seed) : random_(seed), cache_(gateway::cache::NewLruCache(kKeys / 4)), values_(kKeys) {
    for (size_t i = 0; i < kKeys; ++i) keys_.push_back("device/" + std::to_string(i * 7919) + "/temperature");
  }
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < kLookups; ++i) {
      // The product of two numbers by chance prefers the small ones.
      size_t at = random_.Below(kKeys) * random_.Below(kKeys) / kKeys;
      gateway::cache::Cache::Handle* handle = cache_->Lookup(keys_[at]);
      sum->Add(static_cast<uint64_t>(handle != nullptr));
      if (handle == nullptr) handle = cache_->Insert(keys_[at], &values_[at], 1, &Ignore);
      sum->Add(static_cast<uint64_t>(static_cast<int*>(cache_->Value(handle)) - values_.data()));
      cache_->Release(handle);
    }
    sum->Add(static_cast<uint64_t>(cache_->TotalCharge()));
  }

 private:
  static void Ignore(std::string_view, void*, void*) {}

  scenario::Random random_;
  std::unique_ptr<gateway::cache::Cache> cache_;
  std::vector<std::string> keys_;
  std::vector<int> values_;
};

}  // namespace

SCENARIO(Lookups)
