#pragma once

namespace zoo {
class Feed {
 public:
  explicit Feed(int grams) : grams_(grams) {}
  ~Feed() {}
  int grams() const { return grams_; }

 private:
  int grams_;
};
}
