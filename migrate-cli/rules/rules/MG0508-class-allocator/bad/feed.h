#pragma once

#include <cstddef>
#include <new>

namespace zoo {
class Feed {
 public:
  explicit Feed(int grams) : grams_(grams) {}
  ~Feed() {}
  int grams() const { return grams_; }

  static void* operator new(std::size_t size) { return ::operator new(size); }
  static void operator delete(void* place) { ::operator delete(place); }

 private:
  int grams_;
};
}
