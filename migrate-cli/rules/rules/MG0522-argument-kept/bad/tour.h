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
  Tour() : guide_(nullptr) {}
  ~Tour() {}
  void begin(Guide* guide) {
    guide_ = guide;
    guide_->lead();
  }

 private:
  Guide* guide_;
};
}
