#include "dispatch/query.h"

#include <algorithm>

#include "base/strings.h"
#include "codec/packet.h"
#include "config/errors.h"
#include "config/units.h"
#include "series/series_set.h"

namespace gateway::dispatch {
namespace {
Status Bad(const char* what, std::string_view text) {
  return Status::Make(StatusCode::kInvalidArgument, "query: bad %s '%s'", what,
                      EscapeBytes(text).c_str());
}
}  // namespace

Status ParseQuery(std::string_view text, Query* query) {
  *query = Query();
  for (std::string_view word : Split(Trim(text), ' ')) {
    if (word.empty()) continue;
    const size_t equals = word.find('=');
    if (query->metric.empty()) {
      const size_t open = word.find('(');
      if (open == word.npos || word.back() != ')' || open + 2 >= word.size()) {
        return Bad("selector", word);
      }
      if (!series::ParseAgg(word.substr(0, open), &query->agg)) return Bad("aggregate", word);
      query->metric = std::string(word.substr(open + 1, word.size() - open - 2));
      continue;
    }
    if (equals == word.npos) return Bad("option", word);
    const std::string_view name = word.substr(0, equals);
    const std::string_view value = word.substr(equals + 1);
    bool good = false;
    if (name == "device") {
      good = ParseUint64(value, &query->filter.key);
      query->filter.any_key = false;
    } else if (name == "from") {
      good = ParseInt64(value, &query->filter.from);
    } else if (name == "to") {
      good = ParseInt64(value, &query->filter.to);
    } else if (name == "step") {
      try {
        query->step_ms = config::ParseDurationMs(value);
        good = query->step_ms > 0;
      } catch (const config::UnitError&) { good = false; }
    }
    if (!good) return Bad("option", word);
  }
  return query->metric.empty() ? Bad("selector", text) : Status();
}

Status RunQuery(store::SegmentLog* log, const Query& query, std::string* out) {
  series::SeriesSet set(SIZE_MAX);
  store::SegmentLog::Iterator it = log->Scan(query.filter);
  for (store::Record record; it.Next(&record);) {
    codec::Packet packet;
    GW_RETURN_IF_ERROR(codec::DecodePacket(record.payload.data(), record.payload.size(), &packet));
    auto& samples = packet.samples;
    samples.erase(std::remove_if(samples.begin(), samples.end(),
                                 [&](const auto& s) { return s.metric != query.metric; }),
                  samples.end());
    set.Add(packet);
  }
  GW_RETURN_IF_ERROR(it.status());
  auto reduce = [&](auto begin, auto end) { return series::Aggregate(query.agg, begin, end); };
  for (const series::SeriesKey& key : set.Keys()) {
    for (const auto& bucket :
         set.Find(key.device, key.metric)
             ->Downsample(query.filter.from, query.filter.to, query.step_ms, reduce)) {
      *out += StrPrintf("%llu %lld %zu %s\n", static_cast<unsigned long long>(key.device),
                        static_cast<long long>(bucket.start), bucket.count,
                        FormatDouble(bucket.value).c_str());
    }
  }
  return Status();
}
}  // namespace gateway::dispatch
