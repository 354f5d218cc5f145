#pragma once

namespace zoo {
class Cage {
 public:
  struct Lock {
    int key;
  };

  Lock lock() const { return Lock{7}; }
};
}
