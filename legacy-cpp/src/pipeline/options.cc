#include "base/strings.h"
#include "pipeline/pipeline.h"

namespace gateway::pipeline {
Options Options::FromConfig(const config::Config& config) {
  static const config::Section empty;
  auto section = [&config](const char* kind) -> const config::Section& {
    const config::Section* s = config.Find(kind);
    return s != nullptr ? *s : empty;
  };
  Options o;
  const config::Section& gateway = section("gateway");
  o.session.require_hello = gateway.GetBool("require_hello", o.session.require_hello);
  o.session.max_frame = gateway.GetSize("max_frame", o.session.max_frame);
  o.session.max_errors = static_cast<int>(gateway.GetInt("max_errors", o.session.max_errors));
  if (o.session.max_errors < 1) gateway.Reject("max_errors", "must be at least 1");
  o.packet.max_samples = gateway.GetSize("max_samples", o.packet.max_samples);
  const config::Section& dedup = section("dedup");
  o.dedup.window = dedup.GetSize("window", o.dedup.window);
  o.dedup.max_devices = dedup.GetSize("max_devices", o.dedup.max_devices);
  o.dedup.idle_ms = dedup.GetDurationMs("idle", o.dedup.idle_ms);
  const config::Section& store = section("store");
  o.store.segment_bytes = store.GetSize("segment_size", o.store.segment_bytes);
  o.store.block_bytes = store.GetSize("block_size", o.store.block_bytes);
  if (o.store.block_bytes > store::kMaxBlockBytes / 2) store.Reject("block_size", "too large");
  o.store.compressor = store.GetString("compressor", o.store.compressor);
  o.cache_bytes = store.GetSize("cache_size", o.cache_bytes);
  o.series_points = section("series").GetSize("max_points", o.series_points);

  for (const config::Section* s : config.OfKind("plugin")) {
    plugin::PluginOptions options;
    for (const std::string& key : s->Keys()) options[key] = s->GetString(key);
    o.plugins.emplace_back(s->label(), options);
  }
  for (const config::Section* s : config.OfKind("rule")) {
    RuleText rule{s->label(), s->Require("when"), s->Require("then"), rules::Rule::kLevel,
                  static_cast<int>(s->GetInt("priority", 0))};
    const std::string trigger = s->GetString("trigger", "level");
    if (trigger == "edge") {
      rule.trigger = rules::Rule::kEdge;
    } else if (trigger != "level") {
      s->Reject("trigger", "must be 'level' or 'edge'");
    }
    // Parsed here only to get the line of the mistake into the message.
    const char* key = "when";
    try {
      rules::ParseExpression(rule.when);
      key = "then";
      rules::ParseActions(rule.then);
    } catch (const rules::ParseError& e) { s->Reject(key, e.what()); }
    o.rules.push_back(rule);
  }
  return o;
}
}  // namespace gateway::pipeline
