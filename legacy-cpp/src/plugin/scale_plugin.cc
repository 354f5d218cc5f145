// scale: value * factor + offset, for one metric or for all.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "plugin/plugin_api.h"

namespace {
struct Scale {
  const gw_plugin_host* host;
  std::string metric;
  double factor;
  double offset;
};

bool NumberOption(const gw_plugin_host* host, const char* key, double fallback, double* out) {
  const char* text = host->option(host->context, key);
  if (text == nullptr) {
    *out = fallback;
    return true;
  }
  char* end = nullptr;
  *out = std::strtod(text, &end);
  return end != text && *end == '\0';
}

void* Create(const gw_plugin_host* host, char* error, size_t error_size) {
  Scale scale = {host, "", 1, 0};
  const char* metric = host->option(host->context, "metric");
  if (metric != nullptr) scale.metric = metric;
  if (!NumberOption(host, "factor", 1, &scale.factor) ||
      !NumberOption(host, "offset", 0, &scale.offset)) {
    std::snprintf(error, error_size, "factor and offset must be numbers");
    return nullptr;
  }
  host->log(host->context, "scaling %s by %g plus %g",
            scale.metric.empty() ? "everything" : scale.metric.c_str(), scale.factor, scale.offset);
  return new Scale(scale);
}

int Process(void* self, gw_plugin_sample* sample) {
  const Scale* scale = static_cast<const Scale*>(self);
  if (scale->metric.empty() || scale->metric == sample->metric) {
    sample->value = sample->value * scale->factor + scale->offset;
  }
  return GW_PLUGIN_KEEP;
}

void Destroy(void* self) { delete static_cast<Scale*>(self); }

// Still a 1.0 plugin, it has nothing to reset.
const gw_plugin kPlugin = {GW_PLUGIN_ABI(1, 0), "scale", Create, Process, Destroy, nullptr};
}  // namespace

extern "C" const gw_plugin* gw_scale_plugin(void) { return &kPlugin; }
