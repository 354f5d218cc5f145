#ifndef GATEWAY_PIPELINE_PIPELINE_H_
#define GATEWAY_PIPELINE_PIPELINE_H_

#include <map>
#include <memory>
#include <mutex>

#include "cache/cache.h"
#include "codec/packet.h"
#include "config/config.h"
#include "dedup/dedup.h"
#include "plugin/plugin_host.h"
#include "rules/engine.h"
#include "series/series_set.h"
#include "session/limits.h"
#include "store/segment_log.h"

namespace gateway::session {
class Session;
class SessionManager;
}  // namespace gateway::session
namespace gateway::dispatch {
class Dispatcher;
}  // namespace gateway::dispatch

namespace gateway::pipeline {

// What became of a packet.  Travels in acks: append only.
enum class Result : uint8_t { kAccepted, kDuplicate, kTooOld, kInvalid, kDropped, kFailed };
std::ostream& operator<<(std::ostream& os, Result result);

struct Options {
  session::SessionLimits session;
  codec::PacketLimits packet;
  dedup::Deduplicator::Options dedup;
  store::Options store;
  size_t cache_bytes = 256 * 1024;
  size_t series_points = 1024;
  struct RuleText {
    std::string name, when, then;
    rules::Rule::Trigger trigger;
    int priority;
  };
  std::vector<RuleText> rules;
  std::vector<std::pair<std::string, plugin::PluginOptions>> plugins;

  // Throws config::ConfigError, also for rules that do not parse.
  static Options FromConfig(const config::Config& config);
};

struct Stats {
  std::map<std::string, uint64_t> results;  // by name of Result
  uint64_t samples = 0, alerts = 0, derived = 0;
};

// Takes packets through validation, de-duplication, plugins, rules, memory
// and disk.  Thread safe.
class Pipeline {
 public:
  Pipeline(const Options& options, const Clock* clock = nullptr);
  ~Pipeline();

  // Throws config::ConfigError for plugins or rules that do not load.
  Status Open(const std::string& dir);
  // The other two corners of the triangle; they need us to be constructed.
  void Attach(session::SessionManager* sessions, dispatch::Dispatcher* dispatcher);

  // `origin` is told about bad packets; nullptr for packets made by rules,
  // which are not de-duplicated and carry sequence number 0.
  Result Ingest(codec::Packet packet, session::Session* origin, std::string* why);
  void OnDeviceRestart(uint64_t device);
  Status Flush();

  // Runs fn(log) while no packet is on its way.
  template <typename Fn>
  auto Locked(Fn fn) -> decltype(fn(nullptr)) {
    std::lock_guard<std::recursive_mutex> lock(mu_);
    return fn(log_.get());
  }
  const Options& options() const { return options_; }
  Stats stats() const;
  std::string Report() const;

 private:
  struct Context;

  Status Validate(const codec::Packet& packet) const;
  Result Process(codec::Packet* packet, session::Session* origin, std::string* why);
  void DefineActions();
  void Emit(const Context& context, const std::string& metric, const rules::Scalar& value);

  static const int kMaxEmitDepth = 4;

  const Options options_;
  // Recursive: a rule may emit a packet, which comes back in through the
  // dispatcher while the first one is still being processed.
  mutable std::recursive_mutex mu_;
  session::SessionManager* sessions_ = nullptr;
  dispatch::Dispatcher* dispatcher_ = nullptr;
  dedup::Deduplicator dedup_;
  plugin::PluginHost plugins_;
  rules::Engine engine_;
  series::SeriesSet series_;
  std::unique_ptr<cache::Cache> cache_;
  std::unique_ptr<store::SegmentLog> log_;
  Context* context_ = nullptr;  // of the packet in the rules stage
  int emit_depth_ = 0;
  Stats stats_;
};
}  // namespace gateway::pipeline

#endif  // GATEWAY_PIPELINE_PIPELINE_H_
