// Durations, sizes and switches as they stand in a configuration are read, and a configuration is written out.
#include "config/config.h"

#include <iterator>
#include <sstream>
#include <vector>

#include "config/units.h"
#include "scenario.h"

namespace {

namespace config = gateway::config;

const char* const kSwitches[] = {"yes", "no", "true", "false", "on", "off", "1", "0"};

class Values {
 public:
  explicit Values(uint64_t seed) : random_(seed) {
    std::istringstream in("[gateway]\nport = 80\nname = main\n[listener one]\nhost = \"a b\"\ntags = x, y, z\n");
    config_ = config::Config::Parse(in, "bench.conf");
    for (int i = 0; i < 64; ++i) {
      const std::string number = std::to_string(random_.Below(60000) + 1);
      durations_.push_back(i % 4 == 0 ? number + "m" + number + "s250ms" : number + "ms");
      sizes_.push_back(number + "KiB");
    }
  }
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < 16; ++i) {
      sum->Add(static_cast<uint64_t>(config::ParseDurationMs(durations_[random_.Below(durations_.size())])));
      sum->Add(config::ParseSize(sizes_[random_.Below(sizes_.size())]));
      sum->Add(static_cast<uint64_t>(config::ParseBool(kSwitches[random_.Below(std::size(kSwitches))])));
    }
    std::ostringstream out;
    out << config_;
    sum->Add(out.str());
  }

 private:
  scenario::Random random_;
  config::Config config_;
  std::vector<std::string> durations_, sizes_;
};

}  // namespace

SCENARIO(Values)
