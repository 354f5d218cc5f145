// deadband: drops samples that differ too little from the last one kept.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>

#include "plugin/plugin_api.h"

namespace {
struct Deadband {
  double width;
  std::map<std::pair<uint64_t, std::string>, double> last;
};

void* Create(const gw_plugin_host* host, char* error, size_t error_size) {
  const char* text = host->option(host->context, "width");
  if (text == nullptr) {
    std::snprintf(error, error_size, "option 'width' is required");
    return nullptr;
  }
  const double width = std::atof(text);
  if (!(width > 0)) {
    std::snprintf(error, error_size, "width must be positive, not '%s'", text);
    return nullptr;
  }
  return new Deadband{width, {}};
}

int Process(void* self, gw_plugin_sample* sample) {
  Deadband* band = static_cast<Deadband*>(self);
  auto inserted = band->last.insert({{sample->device, sample->metric}, sample->value});
  double& last = inserted.first->second;
  if (!inserted.second && std::fabs(sample->value - last) < band->width) return GW_PLUGIN_DROP;
  last = sample->value;
  return GW_PLUGIN_KEEP;
}

void Destroy(void* self) { delete static_cast<Deadband*>(self); }

void Reset(void* self, uint64_t device) {
  auto& last = static_cast<Deadband*>(self)->last;
  auto it = last.lower_bound({device, std::string()});
  while (it != last.end() && it->first.first == device) it = last.erase(it);
}

const gw_plugin kPlugin = {GW_PLUGIN_ABI(1, 1), "deadband", Create, Process, Destroy, Reset};
}  // namespace

extern "C" const gw_plugin* gw_deadband_plugin(void) { return &kPlugin; }
