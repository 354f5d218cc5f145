#include "store.h"
int Step(int v) {
  try {
    return Append(v);
  } catch (...) {
    return -1;
  }
}
