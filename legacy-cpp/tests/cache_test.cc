#include "cache/cache.h"

#include <memory>
#include <thread>

#include "check.h"

using gateway::cache::Cache;
using gateway::cache::DeleteValue;
using gateway::cache::NewLruCache;

namespace {
// Values are small ints in disguise; deletions are written down.
void* V(intptr_t n) { return reinterpret_cast<void*>(n); }

struct Fixture {
  explicit Fixture(size_t capacity) : cache(NewLruCache(capacity)) {}
  static void Note(std::string_view key, void* value, void* arg) {
    *static_cast<std::string*>(arg) +=
        std::string(key) + "=" + std::to_string(reinterpret_cast<intptr_t>(value)) + " ";
  }
  Cache::Handle* Insert(const std::string& key, int value, size_t charge = 1) {
    return cache->Insert(key, V(value), charge, &Note, &deleted);
  }
  void Put(const std::string& key, int value, size_t charge = 1) {
    cache->Release(Insert(key, value, charge));
  }
  int Get(const std::string& key) {
    Cache::Handle* h = cache->Lookup(key);
    if (h == nullptr) return -1;
    const int v = static_cast<int>(reinterpret_cast<intptr_t>(cache->Value(h)));
    cache->Release(h);
    return v;
  }
  std::string deleted;
  std::unique_ptr<Cache> cache;
};
}  // namespace

TEST(InsertLookupErase) {
  Fixture f(10);
  CHECK_EQ(f.Get("a"), -1);
  f.Put("a", 1);
  f.Put("", 5);
  f.Put(std::string("\0x", 2), 7);
  CHECK_EQ(f.Get("a"), 1);
  CHECK_EQ(f.Get(""), 5);
  CHECK_EQ(f.Get(std::string("\0x", 2)), 7);
  CHECK_EQ(f.cache->TotalCharge(), 3u);
  CHECK(f.cache->Erase("a"));
  CHECK(!f.cache->Erase("a"));
  CHECK_EQ(f.deleted, "a=1 ");
  CHECK_EQ(f.Get("a"), -1);
  CHECK_EQ(f.cache->TotalCharge(), 2u);
}

TEST(LeastRecentlyUsedGoesFirst) {
  Fixture f(3);
  f.Put("a", 1);
  f.Put("b", 2);
  f.Put("c", 3);
  CHECK_EQ(f.Get("a"), 1);
  f.Put("d", 4);
  CHECK_EQ(f.deleted, "b=2 ");
  f.Put("e", 5, 2);
  CHECK_EQ(f.deleted, "b=2 c=3 a=1 ");
  CHECK_EQ(f.Get("d"), 4);
  CHECK_EQ(f.cache->TotalCharge(), 3u);
  CHECK_EQ(f.cache->stats().evictions, 3u);
}

TEST(ReplacingKeepsOldHandlesAlive) {
  Fixture f(10);
  Cache::Handle* old = f.Insert("k", 1, 4);
  f.Put("k", 2, 5);
  CHECK_EQ(f.deleted, "");
  CHECK_EQ(f.cache->TotalCharge(), 5u);
  CHECK(f.cache->Value(old) == V(1));
  CHECK_EQ(f.Get("k"), 2);
  f.cache->Release(old);
  CHECK_EQ(f.deleted, "k=1 ");
  CHECK_EQ(f.Get("k"), 2);
}

TEST(EntriesInUseAreNotEvicted) {
  Fixture f(2);
  Cache::Handle* a = f.Insert("a", 1);
  Cache::Handle* b = f.Insert("b", 2);
  f.Put("c", 3);
  CHECK_EQ(f.deleted, "c=3 ");
  Cache::Handle* again = f.cache->Lookup("a");
  CHECK(again == a);
  f.cache->Release(a);
  CHECK_EQ(f.cache->Prune(), 0u);
  f.cache->Release(again);
  f.cache->Release(b);
  CHECK_EQ(f.cache->TotalCharge(), 2u);
  CHECK_EQ(f.cache->Prune(), 2u);
  CHECK_EQ(f.deleted, "c=3 a=1 b=2 ");
  CHECK_EQ(f.cache->TotalCharge(), 0u);
}

TEST(OverCommittedCacheShrinksOnRelease) {
  Fixture f(1);
  Cache::Handle* a = f.Insert("a", 1);
  Cache::Handle* b = f.Insert("b", 2);
  CHECK_EQ(f.cache->TotalCharge(), 2u);
  f.cache->Release(a);
  CHECK_EQ(f.deleted, "a=1 ");
  f.cache->Release(b);
  CHECK_EQ(f.deleted, "a=1 ");
  CHECK_EQ(f.Get("b"), 2);
}

TEST(TooLargeIsHandedOutButNotKept) {
  Fixture f(5);
  f.Put("big", 1, 2);
  Cache::Handle* h = f.Insert("big", 2, 6);
  CHECK(f.cache->Value(h) == V(2));
  // The old value under that key must not be served any more.
  CHECK_EQ(f.deleted, "big=1 ");
  CHECK(f.cache->Lookup("big") == nullptr);
  CHECK_EQ(f.cache->TotalCharge(), 0u);
  f.cache->Release(h);
  CHECK_EQ(f.deleted, "big=1 big=2 ");
}

TEST(ZeroCapacity) {
  Fixture f(0);
  f.Put("a", 1);
  CHECK_EQ(f.deleted, "a=1 ");
  f.Put("free", 2, 0);
  CHECK_EQ(f.Get("free"), 2);
}

TEST(EraseOfAnEntryInUse) {
  Fixture f(5);
  Cache::Handle* h = f.Insert("a", 1);
  CHECK(f.cache->Erase("a"));
  CHECK_EQ(f.deleted, "");
  f.Put("a", 2);
  f.cache->Release(h);
  CHECK_EQ(f.deleted, "a=1 ");
  CHECK_EQ(f.Get("a"), 2);
}

TEST(DestructionDeletesTheRest) {
  Fixture f(5);
  f.Put("a", 1);
  f.cache.reset();
  CHECK_EQ(f.deleted, "a=1 ");
}

TEST(StatsAndIds) {
  Fixture f(5);
  f.Put("a", 1);
  f.Get("a");
  f.Get("b");
  f.Get("b");
  Cache::Stats s = f.cache->stats();
  CHECK_EQ(s.inserts, 1u);
  CHECK_EQ(s.hits, 1u);
  CHECK_EQ(s.misses, 2u);
  CHECK_EQ(s.evictions, 0u);
  CHECK_EQ(f.cache->NewId(), 1u);
  CHECK_EQ(f.cache->NewId(), 2u);
}

TEST(NullDeleterAndTypedDeleter) {
  std::unique_ptr<Cache> cache(NewLruCache(10));
  int local = 3;
  cache->Release(cache->Insert("raw", &local, 1, nullptr));
  cache->Release(cache->Insert("typed", new std::string("x"), 1, &DeleteValue<std::string>));
  Cache::Handle* h = cache->Lookup("typed");
  CHECK_EQ(*static_cast<std::string*>(cache->Value(h)), "x");
  cache->Release(h);
}

TEST(Threads) {
  std::unique_ptr<Cache> cache(NewLruCache(50));
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string key = std::to_string((i * (t + 1)) % 97);
        Cache::Handle* h = cache->Lookup(key);
        if (h == nullptr)
          h = cache->Insert(key, new std::string(key), 1, &DeleteValue<std::string>);
        CHECK(*static_cast<std::string*>(cache->Value(h)) == key);
        cache->Release(h);
        if (i % 100 == 0) cache->Erase(key);
      }
    });
  }
  for (std::thread& t : threads) t.join();
  CHECK(cache->TotalCharge() <= 50u);
  const Cache::Stats s = cache->stats();
  CHECK_EQ(s.hits + s.misses, 8000u);
}
