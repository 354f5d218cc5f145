// Packets of devices arrive, and rules ask for what the last minutes of a metric reduce to, as the pipeline does it.
#include "series/series_set.h"

#include <iterator>
#include <vector>

#include "scenario.h"

namespace {

namespace series = gateway::series;
namespace codec = gateway::codec;

constexpr uint64_t kDevices = 16;
constexpr int64_t kStepMs = 1000;
const char* const kMetrics[] = {"temperature", "pressure", "flow", "valve.open"};

// What `window(metric, agg, seconds)` stands for in rules.
struct Window {
  const char* metric;
  const char* agg;
  int64_t ms;
};
const Window kWindows[] = {
    {"temperature", "avg", 60000},  {"temperature", "max", 300000}, {"pressure", "p90", 300000},
    {"flow", "sum", 900000},        {"valve.open", "count", 60000}, {"pressure", "min", 600000},
    {"temperature", "p50", 600000}, {"flow", "last", 10000},
};

class Packets {
 public:
  explicit Packets(uint64_t seed) : random_(seed), packet_() {
    for (const char* metric : kMetrics) packet_.samples.emplace_back(metric, 0, codec::Value(0.0));
    // The gateway has been up for a while.
    for (uint64_t i = 0; i < kDevices * 1024; ++i) Arrive();
  }
  void Step(scenario::Checksum* sum) {
    sum->Add(static_cast<uint64_t>(Arrive()));
    for (int i = 0; i < 2; ++i) {
      const Window& window = kWindows[random_.Below(std::size(kWindows))];
      series::Agg agg;
      if (!series::ParseAgg(window.agg, &agg)) continue;
      sum->Add(set_.Window(packet_.device, window.metric, window.ms, agg));
    }
  }

 private:
  size_t Arrive() {
    packet_.device = 1 + arrived_ % kDevices;
    const int64_t time = 1700000000000 + static_cast<int64_t>(arrived_++ / kDevices) * kStepMs;
    for (codec::Sample& sample : packet_.samples) {
      sample.time_ms = time;
      sample.value = codec::Value(static_cast<double>(random_.Below(1000)) / 8);
    }
    return set_.Add(packet_);
  }

  scenario::Random random_;
  series::SeriesSet set_;
  codec::Packet packet_;
  uint64_t arrived_ = 0;
};

}  // namespace

SCENARIO(Packets)
