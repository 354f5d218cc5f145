#ifndef GATEWAY_PLUGIN_PLUGIN_HOST_H_
#define GATEWAY_PLUGIN_PLUGIN_HOST_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/registry.h"
#include "base/status.h"
#include "codec/packet.h"
#include "plugin/plugin_api.h"

// Makes a plugin known under its name; `entry` is a gw_plugin_entry.
#define GW_REGISTER_PLUGIN(name, entry) GW_REGISTER("plugin", name, entry)

namespace gateway::plugin {
typedef std::map<std::string, std::string> PluginOptions;

// Runs a chain of plugins over the numeric samples of packets.
class PluginHost {
 public:
  PluginHost();
  ~PluginHost();

  Status Load(const std::string& name, const PluginOptions& options);
  Status Load(const gw_plugin* plugin, const PluginOptions& options);

  // Removes dropped samples from *packet.  A plugin that fails leaves the
  // sample as it was and is counted in errors().
  void Process(codec::Packet* packet);
  void ResetDevice(uint64_t device);

  std::vector<std::string> Loaded() const;
  uint64_t errors() const { return errors_; }

 private:
  struct Instance;
  std::vector<std::unique_ptr<Instance>> instances_;
  uint64_t errors_ = 0;
};
}  // namespace gateway::plugin

#endif  // GATEWAY_PLUGIN_PLUGIN_HOST_H_
