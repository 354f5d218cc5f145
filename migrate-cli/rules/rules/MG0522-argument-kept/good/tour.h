#pragma once

namespace zoo {
class Guide {
 public:
  Guide() : tours_(0) {}
  ~Guide() {}
  int tours() const { return tours_; }
  void lead() { ++tours_; }

 private:
  int tours_;
};

class Tour {
 public:
  Tour() : number_(0) {}
  ~Tour() {}
  void begin(Guide* guide) {
    guide->lead();
    number_ = guide->tours();
  }

 private:
  int number_;
};
}
