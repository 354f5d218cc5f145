#pragma once

namespace zoo {
class Cage {
  struct Lock {
    int key;
  };

 public:
  Lock lock() const { return Lock{7}; }
};
}
