#include "series/series_set.h"

namespace gateway::series {
size_t SeriesSet::Add(const codec::Packet& packet) {
  size_t taken = 0;
  for (const codec::Sample& s : packet.samples) {
    if (!s.value.is_number() && s.value.kind() != codec::ValueKind::kBool) continue;
    Add(packet.device, s.metric, s.time_ms, s.value.ToNumber());
    ++taken;
  }
  return taken;
}

void SeriesSet::Add(uint64_t device, std::string_view metric, int64_t time, double value) {
  auto it = series_.find(SeriesKeyLess::Ref(device, metric));
  if (it == series_.end()) {
    it = series_.emplace(SeriesKey{device, std::string(metric)}, Series()).first;
  }
  it->second.Insert(time, value);
  it->second.KeepNewest(max_points_);
}

const SeriesSet::Series* SeriesSet::Find(uint64_t device, std::string_view metric) const {
  auto it = series_.find(SeriesKeyLess::Ref(device, metric));
  return it == series_.end() ? nullptr : &it->second;
}

double SeriesSet::Window(uint64_t device, std::string_view metric, int64_t window_ms,
                         Agg agg) const {
  static const Series empty;
  const Series* series = Find(device, metric);
  if (series == nullptr || series->empty()) series = &empty;
  const int64_t newest = series->empty() ? 0 : std::prev(series->end())->first;
  return series->Reduce(newest - window_ms + 1, newest + 1,
                        [agg](auto begin, auto end) { return Aggregate(agg, begin, end); });
}

std::vector<SeriesKey> SeriesSet::Keys() const {
  std::vector<SeriesKey> out;
  for (const auto& item : series_) out.push_back(item.first);
  return out;
}
}  // namespace gateway::series
