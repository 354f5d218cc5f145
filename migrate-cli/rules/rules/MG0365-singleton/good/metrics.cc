#include "metrics.h"
int Metrics::Next() {
  static int calls = 0;
  return hits_ + ++calls;
}
