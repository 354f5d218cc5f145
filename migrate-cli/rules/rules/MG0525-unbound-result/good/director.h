#pragma once

namespace zoo {
class Director {
 public:
  Director() : orders_(0) {}
  ~Director() {}
  void order() { ++orders_; }

 private:
  int orders_;
};

inline Director* new_director() { return new Director; }
}
