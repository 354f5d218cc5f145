// Durations, sizes and switches as they stand in a configuration are read, and a configuration is written out.
#include "config/config.h"

#include <sstream>

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
  }
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < 16; ++i) {
      const std::string number = std::to_string(random_.Below(60000) + 1);
      sum->Add(static_cast<uint64_t>(config::ParseDurationMs(number + "m" + number + "s250ms")));
      sum->Add(config::ParseSize(number + "KiB"));
      sum->Add(static_cast<uint64_t>(config::ParseBool(kSwitches[random_.Below(8)])));
    }
    std::ostringstream out;
    out << config_;
    sum->Add(out.str());
  }

 private:
  scenario::Random random_;
  config::Config config_;
};

}  // namespace

SCENARIO(Values)
