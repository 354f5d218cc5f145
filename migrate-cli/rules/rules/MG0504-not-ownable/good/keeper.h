#pragma once

namespace zoo {
class Keeper {
 public:
  Keeper() {}
  int shift() const { return 1; }
};
}
