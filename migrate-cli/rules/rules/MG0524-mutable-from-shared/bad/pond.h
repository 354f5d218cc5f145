#pragma once

namespace zoo {
class Fish {
 public:
  Fish() : age_(0) {}
  ~Fish() {}
  int age() const { return age_; }
  void grow() { ++age_; }

 private:
  int age_;
};

class Pond {
 public:
  Pond() : fish_(new Fish) {}
  Pond(const Pond&) = delete;
  ~Pond() { delete fish_; }
  Fish& fish() const { return *fish_; }

 private:
  Fish* fish_;
};
}
