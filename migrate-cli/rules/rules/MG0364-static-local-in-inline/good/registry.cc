#include "registry.h"
int& Counter() {
  static int counter = 0;
  return counter;
}
