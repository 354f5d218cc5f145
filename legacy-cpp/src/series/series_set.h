#ifndef GATEWAY_SERIES_SERIES_SET_H_
#define GATEWAY_SERIES_SERIES_SET_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "codec/packet.h"
#include "series/aggregate.h"
#include "series/time_series.h"

namespace gateway::series {
struct SeriesKey {
  uint64_t device;
  std::string metric;
};

// Transparent, so that lookups by string_view do not allocate.
struct SeriesKeyLess {
  typedef void is_transparent;
  typedef std::pair<uint64_t, std::string_view> Ref;
  static Ref ToRef(const SeriesKey& k) { return Ref(k.device, k.metric); }
  static Ref ToRef(const Ref& r) { return r; }
  template <typename A, typename B>
  bool operator()(const A& a, const B& b) const {
    return ToRef(a) < ToRef(b);
  }
};

// The recent past of every metric of every device, in memory.
class SeriesSet {
 public:
  typedef TimeSeries<double> Series;

  explicit SeriesSet(size_t max_points = 1024) : max_points_(max_points) {}

  // Numbers and bools only; the count of samples taken.
  size_t Add(const codec::Packet& packet);
  void Add(uint64_t device, std::string_view metric, int64_t time, double value);
  const Series* Find(uint64_t device, std::string_view metric) const;
  // Over the last `window_ms` up to and including the newest point.
  double Window(uint64_t device, std::string_view metric, int64_t window_ms, Agg agg) const;
  std::vector<SeriesKey> Keys() const;
  size_t size() const { return series_.size(); }

 private:
  size_t max_points_;
  std::map<SeriesKey, Series, SeriesKeyLess> series_;
};
}  // namespace gateway::series

#endif  // GATEWAY_SERIES_SERIES_SET_H_
