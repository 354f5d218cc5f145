#pragma once

namespace zoo {
class Keeper {
 public:
  Keeper() {}
  int shift() const { return 1; }

 private:
  ~Keeper() {}
  friend class Office;
};
}
