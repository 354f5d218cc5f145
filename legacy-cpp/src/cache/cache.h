#ifndef GATEWAY_CACHE_CACHE_H_
#define GATEWAY_CACHE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gateway::cache {

// Maps byte keys to opaque values with a bounded total charge.  Safe to use
// from several threads.
class Cache {
 public:
  // Returned by Insert and Lookup, passed back to Release exactly once.
  struct Handle {};

  // Runs when the last reference to an entry is gone, the cache's own
  // included, on whichever thread dropped it and without a lock held.
  typedef void (*Deleter)(std::string_view key, void* value, void* arg);

  struct Stats {
    uint64_t hits = 0;
    uint64_t misses = 0;
    uint64_t inserts = 0;
    uint64_t evictions = 0;
  };

  // Outstanding handles must have been released.
  virtual ~Cache() {}

  // Replaces an entry with the same key; old handles to it stay valid.
  // An entry larger than the capacity is handed out but not kept.
  virtual Handle* Insert(std::string_view key, void* value, size_t charge, Deleter deleter,
                         void* deleter_arg = nullptr) = 0;
  virtual Handle* Lookup(std::string_view key) = 0;
  virtual void* Value(Handle* handle) const = 0;
  virtual void Release(Handle* handle) = 0;
  virtual bool Erase(std::string_view key) = 0;
  // Drops every entry that nobody holds a handle to.
  virtual size_t Prune() = 0;
  // A number no other caller got; used as a key prefix by cache clients.
  virtual uint64_t NewId() = 0;
  virtual size_t TotalCharge() const = 0;
  virtual Stats stats() const = 0;
};

// Least recently used entries go first; entries in use are not evicted.
Cache* NewLruCache(size_t capacity);

// Deleter for values made with `new T`.
template <typename T>
void DeleteValue(std::string_view /*key*/, void* value, void* /*arg*/) {
  delete static_cast<T*>(value);
}
}  // namespace gateway::cache

#endif  // GATEWAY_CACHE_CACHE_H_
