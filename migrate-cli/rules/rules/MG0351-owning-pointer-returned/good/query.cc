#include "cursor.h"
int First() {
  auto c = NewCursor(3);
  return Find(c.get(), 3) ? 1 : 0;
}
