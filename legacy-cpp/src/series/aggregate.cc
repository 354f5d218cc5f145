#include "series/aggregate.h"

#include <ostream>

namespace gateway::series {
namespace {
const char* const kNames[] = {"count", "sum",  "min", "max", "avg",
                              "first", "last", "p50", "p90", "p99"};
}  // namespace

bool ParseAgg(std::string_view name, Agg* agg) {
  for (int i = 0; i < 10; ++i) {
    if (name == kNames[i]) {
      *agg = static_cast<Agg>(i);
      return true;
    }
  }
  return false;
}

std::ostream& operator<<(std::ostream& os, Agg agg) { return os << kNames[static_cast<int>(agg)]; }
}  // namespace gateway::series
