// Blocks of segments in a cache of 4 MiB, as the store reads through it: a quarter of the blocks have room, most look-ups are for
// a few of them, and what is missing is inserted.
#include "cache/cache.h"

#include <charconv>
#include <memory>
#include <thread>
#include <vector>

#include "scenario.h"

namespace {

constexpr size_t kBlocks = 4096;
constexpr size_t kBlockBytes = 4096;
constexpr int kLookups = 64;

// "log/segment/offset", as SegmentLog::ReadBlock writes it.
struct Key {
  char text[15];
  uint8_t size;

  explicit Key(size_t block) : size(0) {
    const size_t parts[] = {1, 1 + block / 64, 16 + block % 64 * kBlockBytes};
    for (size_t part : parts) {
      if (size > 0) text[size++] = '/';
      size = static_cast<uint8_t>(std::to_chars(text + size, text + sizeof text, part).ptr - text);
    }
  }
  std::string_view view() const { return std::string_view(text, size); }
};

class Lookups {
 public:
  explicit Lookups(uint64_t seed)
      : random_(seed), cache_(gateway::cache::NewLruCache(kBlocks / 4 * kBlockBytes)) {
    keys_.reserve(kBlocks);
    for (size_t i = 0; i < kBlocks; ++i) keys_.emplace_back(i);
    // As in the gateway, which has one for each peer: the C library takes locks for nothing as long as there was no other thread.
    std::thread([] {}).join();
    // The gateway has been up for a while.
    scenario::Checksum ignored;
    for (size_t i = 0; i < kBlocks; i += kLookups) Step(&ignored);
  }
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < kLookups; ++i) {
      // The product of two numbers by chance prefers the small ones.
      Key& key = keys_[random_.Below(kBlocks) * random_.Below(kBlocks) / kBlocks];
      gateway::cache::Cache::Handle* handle = cache_->Lookup(key.view());
      sum->Add(static_cast<uint64_t>(handle != nullptr));
      if (handle == nullptr) handle = cache_->Insert(key.view(), &key, kBlockBytes, &Ignore);
      sum->Add(static_cast<uint64_t>(static_cast<Key*>(cache_->Value(handle)) - keys_.data()));
      cache_->Release(handle);
    }
    sum->Add(static_cast<uint64_t>(cache_->TotalCharge()));
  }

 private:
  static void Ignore(std::string_view, void*, void*) {}

  scenario::Random random_;
  std::unique_ptr<gateway::cache::Cache> cache_;
  std::vector<Key> keys_;
};

}  // namespace

SCENARIO(Lookups)
