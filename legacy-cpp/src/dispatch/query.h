#ifndef GATEWAY_DISPATCH_QUERY_H_
#define GATEWAY_DISPATCH_QUERY_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "base/status.h"
#include "series/aggregate.h"
#include "store/segment_log.h"

namespace gateway::dispatch {

// "avg(temp) device=3 from=0 to=60000 step=10s"; only agg(metric) is needed.
// from and to select packets and samples alike.  Without a step each device
// has one bucket, which starts at its first sample.
struct Query {
  series::Agg agg = series::Agg::kAvg;
  std::string metric;
  store::Filter filter;
  int64_t step_ms = 0;
};

Status ParseQuery(std::string_view text, Query* query);
// Appends a line "device start count value" per bucket, devices ascending.
Status RunQuery(store::SegmentLog* log, const Query& query, std::string* out);
}  // namespace gateway::dispatch

#endif  // GATEWAY_DISPATCH_QUERY_H_
