#include "plugin/plugin_host.h"

#include <algorithm>
#include <cstdarg>

#include "base/log.h"
#include "base/strings.h"

namespace gateway::plugin {
namespace {

// Here and not in the plugins' own files, which nothing would pull in.
GW_REGISTER_PLUGIN("scale", &gw_scale_plugin);
GW_REGISTER_PLUGIN("deadband", &gw_deadband_plugin);
}  // namespace

struct PluginHost::Instance {
  const gw_plugin* plugin = nullptr;
  void* self = nullptr;
  gw_plugin_host host;
  PluginOptions options;

  ~Instance() {
    if (self != nullptr) plugin->destroy(self);
  }

  static void Log(void* context, const char* fmt, ...) {
    va_list args;
    va_start(args, fmt);
    const std::string text = StrVPrintf(fmt, args);
    va_end(args);
    GW_INFO("plugin %s: %s", static_cast<Instance*>(context)->plugin->name, text.c_str());
  }

  static const char* Option(void* context, const char* key) {
    const PluginOptions& options = static_cast<Instance*>(context)->options;
    auto it = options.find(key);
    return it == options.end() ? nullptr : it->second.c_str();
  }
};

PluginHost::PluginHost() {}
PluginHost::~PluginHost() {}

Status PluginHost::Load(const std::string& name, const PluginOptions& options) {
  gw_plugin_entry entry = Registry::Instance().FindAs<gw_plugin_entry>("plugin", name);
  if (entry == nullptr) {
    return Status::Make(StatusCode::kNotFound, "no plugin '%s'", name.c_str());
  }
  return Load(entry(), options);
}

Status PluginHost::Load(const gw_plugin* plugin, const PluginOptions& options) {
  const unsigned major = plugin->abi >> 16;
  const unsigned minor = plugin->abi & 0xffff;
  if (major != GW_PLUGIN_ABI_CURRENT >> 16 || plugin->abi > GW_PLUGIN_ABI_CURRENT) {
    return Status::Make(StatusCode::kUnsupported, "plugin %s wants ABI %u.%u, host has %u.%u",
                        plugin->name, major, minor, GW_PLUGIN_ABI_CURRENT >> 16,
                        GW_PLUGIN_ABI_CURRENT & 0xffff);
  }
  std::unique_ptr<Instance> instance(new Instance());
  instance->plugin = plugin;
  instance->options = options;
  instance->host = {GW_PLUGIN_ABI_CURRENT, instance.get(), &Instance::Log, &Instance::Option};
  char error[128] = "";
  instance->self = plugin->create(&instance->host, error, sizeof(error));
  if (instance->self == nullptr) {
    return Status::Make(StatusCode::kInvalidArgument, "plugin %s: %s", plugin->name, error);
  }
  instances_.push_back(std::move(instance));
  return Status();
}

void PluginHost::Process(codec::Packet* packet) {
  for (auto& instance : instances_) {
    auto dropped = [&](codec::Sample& sample) {
      if (!sample.value.is_number()) return false;
      const double before = sample.value.ToNumber();
      gw_plugin_sample s = {packet->device, sample.time_ms, sample.metric.c_str(), before};
      const int verdict = instance->plugin->process(instance->self, &s);
      if (verdict < 0) ++errors_;
      if (verdict == GW_PLUGIN_KEEP && s.value != before) sample.value = codec::Value(s.value);
      return verdict == GW_PLUGIN_DROP;
    };
    auto& samples = packet->samples;
    samples.erase(std::remove_if(samples.begin(), samples.end(), dropped), samples.end());
  }
}

void PluginHost::ResetDevice(uint64_t device) {
  for (auto& instance : instances_) {
    const gw_plugin* plugin = instance->plugin;
    // A 1.0 plugin's struct may end before this member.
    if ((plugin->abi & 0xffff) >= 1 && plugin->reset != nullptr) {
      plugin->reset(instance->self, device);
    }
  }
}

std::vector<std::string> PluginHost::Loaded() const {
  std::vector<std::string> out;
  for (const auto& instance : instances_) out.push_back(instance->plugin->name);
  return out;
}
}  // namespace gateway::plugin
