#include <cstdlib>
#include <cstring>
#include <mutex>
#include <new>
#include <unordered_map>
#include <vector>

#include "cache/cache.h"

namespace gateway::cache {
namespace {

// Allocated in one block with the key bytes behind it.
struct Entry : public Cache::Handle {
  Entry* newer;
  Entry* older;
  void* value;
  Cache::Deleter deleter;
  void* deleter_arg;
  size_t charge;
  uint32_t refs;  // handles, plus one while the cache itself holds it
  uint32_t key_size;

  char* key_data() { return reinterpret_cast<char*>(this + 1); }
  std::string_view key() { return std::string_view(key_data(), key_size); }
};

class LruCache : public Cache {
 public:
  explicit LruCache(size_t capacity) : capacity_(capacity) { ring_.newer = ring_.older = &ring_; }

  ~LruCache() override {
    for (auto& item : table_) Destroy(item.second);
  }

  Handle* Insert(std::string_view key, void* value, size_t charge, Deleter deleter,
                 void* deleter_arg) override {
    void* block = std::malloc(sizeof(Entry) + key.size());
    if (block == nullptr) throw std::bad_alloc();
    Entry* e = new (block) Entry();
    e->value = value;
    e->deleter = deleter;
    e->deleter_arg = deleter_arg;
    e->charge = charge;
    e->refs = 1;
    e->key_size = static_cast<uint32_t>(key.size());
    if (!key.empty()) std::memcpy(e->key_data(), key.data(), key.size());

    std::vector<Entry*> dead;
    {
      std::lock_guard<std::mutex> lock(mu_);
      ++stats_.inserts;
      auto it = table_.find(key);
      if (it != table_.end()) Detach(it->second, &dead);
      if (charge <= capacity_) {
        ++e->refs;
        table_.emplace(e->key(), e);
        usage_ += charge;
        EvictFor(&dead);
      }
    }
    DestroyAll(dead);
    return e;
  }

  Handle* Lookup(std::string_view key) override {
    std::lock_guard<std::mutex> lock(mu_);
    auto it = table_.find(key);
    if (it == table_.end()) {
      ++stats_.misses;
      return nullptr;
    }
    ++stats_.hits;
    Entry* e = it->second;
    // Only idle entries are in the ring, see Release().
    if (e->refs++ == 1) Unlink(e);
    return e;
  }

  void* Value(Handle* handle) const override { return static_cast<Entry*>(handle)->value; }

  void Release(Handle* handle) override {
    std::vector<Entry*> dead;
    {
      std::lock_guard<std::mutex> lock(mu_);
      Entry* e = static_cast<Entry*>(handle);
      --e->refs;
      if (e->refs == 0) {
        dead.push_back(e);
      } else if (e->refs == 1 && IsCached(e)) {
        e->older = ring_.older;
        e->newer = &ring_;
        e->older->newer = e;
        ring_.older = e;
        EvictFor(&dead);
      }
    }
    DestroyAll(dead);
  }

  bool Erase(std::string_view key) override {
    std::vector<Entry*> dead;
    {
      std::lock_guard<std::mutex> lock(mu_);
      auto it = table_.find(key);
      if (it == table_.end()) return false;
      Detach(it->second, &dead);
    }
    DestroyAll(dead);
    return true;
  }

  size_t Prune() override {
    std::vector<Entry*> dead;
    {
      std::lock_guard<std::mutex> lock(mu_);
      while (ring_.newer != &ring_) Detach(ring_.newer, &dead);
    }
    DestroyAll(dead);
    return dead.size();
  }

  uint64_t NewId() override {
    std::lock_guard<std::mutex> lock(mu_);
    return ++last_id_;
  }

  size_t TotalCharge() const override {
    std::lock_guard<std::mutex> lock(mu_);
    return usage_;
  }

  Stats stats() const override {
    std::lock_guard<std::mutex> lock(mu_);
    return stats_;
  }

 private:
  static void Destroy(Entry* e) {
    if (e->deleter != nullptr) e->deleter(e->key(), e->value, e->deleter_arg);
    e->~Entry();
    std::free(e);
  }
  static void DestroyAll(const std::vector<Entry*>& dead) {
    for (Entry* e : dead) Destroy(e);
  }

  static void Unlink(Entry* e) {
    e->newer->older = e->older;
    e->older->newer = e->newer;
  }

  bool IsCached(Entry* e) {
    auto it = table_.find(e->key());
    return it != table_.end() && it->second == e;
  }

  // Takes the cache's reference away.
  void Detach(Entry* e, std::vector<Entry*>* dead) {
    table_.erase(e->key());
    usage_ -= e->charge;
    if (e->refs-- == 1) {
      Unlink(e);
      dead->push_back(e);
    }
  }

  void EvictFor(std::vector<Entry*>* dead) {
    while (usage_ > capacity_ && ring_.newer != &ring_) {
      ++stats_.evictions;
      Detach(ring_.newer, dead);
    }
  }

  const size_t capacity_;
  mutable std::mutex mu_;
  size_t usage_ = 0;
  uint64_t last_id_ = 0;
  Stats stats_;
  // Idle entries in a ring: ring_.newer is the oldest, ring_.older the newest.
  Entry ring_;
  // The keys are views into the entries.
  std::unordered_map<std::string_view, Entry*> table_;
};
}  // namespace

Cache* NewLruCache(size_t capacity) { return new LruCache(capacity); }
}  // namespace gateway::cache
