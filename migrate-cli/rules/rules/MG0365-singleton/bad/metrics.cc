#include "metrics.h"
Metrics& Metrics::Instance() {
  static Metrics metrics;
  return metrics;
}
