#include <cstdio>

#include "base/log.h"
#include "base/strings.h"
#include "check.h"
#include "plugin/plugin_host.h"

using namespace gateway;
using namespace gateway::plugin;

namespace {
codec::Packet P(uint64_t device, std::initializer_list<std::pair<const char*, double>> samples) {
  codec::Packet p;
  p.device = device;
  for (const auto& s : samples) p.samples.emplace_back(s.first, 0, codec::Value(s.second));
  return p;
}
std::string Run(PluginHost* host, codec::Packet p) {
  host->Process(&p);
  std::ostringstream os;
  for (const codec::Sample& s : p.samples) os << s.metric << '=' << s.value << ' ';
  return os.str();
}

// A plugin that writes down its calls.
std::string g_calls;
int g_verdict = GW_PLUGIN_KEEP;
void* Create(const gw_plugin_host* host, char* error, size_t size) {
  const char* fail = host->option(host->context, "fail");
  if (fail != nullptr) {
    std::snprintf(error, size, "told to: %s", fail);
    return nullptr;
  }
  g_calls += StrPrintf("create %x ", host->abi);
  return &g_calls;
}
int Process(void* self, gw_plugin_sample* s) {
  *static_cast<std::string*>(self) += StrPrintf("%s@%d ", s->metric, static_cast<int>(s->time_ms));
  s->value = -1;
  return g_verdict;
}
void Destroy(void*) { g_calls += "destroy "; }
void Reset(void*, uint64_t device) { g_calls += StrPrintf("reset %d ", static_cast<int>(device)); }
gw_plugin Custom(uint32_t abi) { return {abi, "custom", Create, Process, Destroy, Reset}; }
std::string Calls() {
  std::string out;
  out.swap(g_calls);
  return out;
}
}  // namespace

TEST(Scale) {
  PluginHost host;
  CHECK(host.Load("scale", {{"metric", "t"}, {"factor", "2"}, {"offset", "0.5"}}).ok());
  CHECK_EQ(Run(&host, P(1, {{"t", 3}, {"u", 3}})), "t=6.5 u=3 ");
  CHECK(host.Load("scale", {{"offset", "-1"}}).ok());
  CHECK_EQ(Run(&host, P(1, {{"t", 3}, {"u", 3}})), "t=5.5 u=2 ");
  CHECK_EQ(Join(host.Loaded(), ","), "scale,scale");
  CHECK_EQ(host.Load("scale", {{"factor", "x"}}).ToString(),
           "invalid argument: plugin scale: factor and offset must be numbers");
  CHECK_EQ(host.Load("scale", {{"offset", "1x"}}).message(),
           "plugin scale: factor and offset must be numbers");
  CHECK_EQ(host.Load("scale", {{"offset", ""}}).message(),
           "plugin scale: factor and offset must be numbers");
}

TEST(ScaleLogs) {
  CaptureSink sink;
  SetLogSink(&sink);
  SetLogLevel(LogLevel::kInfo);
  PluginHost host;
  host.Load("scale", {{"metric", "t"}, {"factor", "2.5"}});
  host.Load("scale", {});
  SetLogLevel(LogLevel::kWarn);
  SetLogSink(nullptr);
  CHECK_EQ(Join(sink.Take(), "|"),
           "I plugin_host.cc: plugin scale: scaling t by 2.5 plus 0|"
           "I plugin_host.cc: plugin scale: scaling everything by 1 plus 0");
}

TEST(KindsOfSamples) {
  PluginHost host;
  host.Load("scale", {{"factor", "1"}});
  codec::Packet p;
  p.samples.emplace_back("i", 0, codec::Value(int64_t(4)));
  p.samples.emplace_back("b", 0, codec::Value(true));
  p.samples.emplace_back("s", 0, codec::Value("x"));
  host.Process(&p);
  // An unchanged int stays an int.
  CHECK_EQ(p.samples[0].value.kind(), codec::ValueKind::kInt);
  host.Load("scale", {{"factor", "0.5"}});
  host.Process(&p);
  CHECK_EQ(p.samples[0].value.kind(), codec::ValueKind::kDouble);
  CHECK_EQ(p.samples[0].value.AsDouble(), 2.0);
  CHECK_EQ(p.samples[1].value.kind(), codec::ValueKind::kBool);
  CHECK_EQ(p.samples[2].value.AsText(), "x");
}

TEST(Deadband) {
  PluginHost host;
  CHECK(host.Load("deadband", {{"width", "1"}}).ok());
  CHECK_EQ(Run(&host, P(1, {{"t", 10}, {"u", 10}})), "t=10 u=10 ");
  CHECK_EQ(Run(&host, P(1, {{"t", 10.9}, {"u", 11}})), "u=11 ");
  CHECK_EQ(Run(&host, P(2, {{"t", 10.9}})), "t=10.9 ");
  CHECK_EQ(Run(&host, P(1, {{"t", 9.5}})), "");
  CHECK_EQ(Run(&host, P(1, {{"t", 9}})), "t=9 ");
  CHECK_EQ(Run(&host, P(1, {{"t", 9}, {"t", 20}, {"t", 20.5}})), "t=20 ");
  host.ResetDevice(1);
  CHECK_EQ(Run(&host, P(1, {{"t", 20}})), "t=20 ");
  CHECK_EQ(Run(&host, P(2, {{"t", 10}})), "");
  CHECK_EQ(host.Load("deadband", {}).ToString(),
           "invalid argument: plugin deadband: option 'width' is required");
  CHECK_EQ(host.Load("deadband", {{"width", "-1"}}).message(),
           "plugin deadband: width must be positive, not '-1'");
  CHECK_EQ(host.Load("deadband", {{"width", "abc"}}).message(),
           "plugin deadband: width must be positive, not 'abc'");
}

TEST(ChainRunsInOrder) {
  PluginHost host;
  host.Load("deadband", {{"width", "1"}});
  host.Load("scale", {{"factor", "10"}});
  CHECK_EQ(Run(&host, P(1, {{"t", 1}})), "t=10 ");
  CHECK_EQ(Run(&host, P(1, {{"t", 1.5}})), "");
  PluginHost other;
  other.Load("scale", {{"factor", "10"}});
  other.Load("deadband", {{"width", "1"}});
  CHECK_EQ(Run(&other, P(1, {{"t", 1}})), "t=10 ");
  CHECK_EQ(Run(&other, P(1, {{"t", 1.5}})), "t=15 ");
}

TEST(VersionNegotiation) {
  PluginHost host;
  const gw_plugin newer = Custom(GW_PLUGIN_ABI(1, 2));
  const gw_plugin major = Custom(GW_PLUGIN_ABI(2, 0));
  const gw_plugin old = Custom(GW_PLUGIN_ABI(0, 9));
  CHECK_EQ(host.Load(&newer, {}).ToString(),
           "unsupported: plugin custom wants ABI 1.2, host has 1.1");
  CHECK_EQ(host.Load(&major, {}).ToString(),
           "unsupported: plugin custom wants ABI 2.0, host has 1.1");
  CHECK_EQ(host.Load(&old, {}).ToString(),
           "unsupported: plugin custom wants ABI 0.9, host has 1.1");
  CHECK_EQ(host.Load("nosuch", {}).ToString(), "not found: no plugin 'nosuch'");
  CHECK_EQ(Calls(), "");
  CHECK(host.Loaded().empty());
}

TEST(Lifecycle) {
  const gw_plugin current = Custom(GW_PLUGIN_ABI_CURRENT);
  const gw_plugin older = Custom(GW_PLUGIN_ABI(1, 0));
  {
    PluginHost host;
    CHECK(host.Load(&current, {}).ok());
    CHECK(host.Load(&older, {}).ok());
    CHECK_EQ(Calls(), "create 10001 create 10001 ");
    host.ResetDevice(5);  // only the 1.1 one is asked
    CHECK_EQ(Calls(), "reset 5 ");
    CHECK_EQ(host.Load(&current, {{"fail", "now"}}).ToString(),
             "invalid argument: plugin custom: told to: now");
    CHECK_EQ(Calls(), "");
  }
  CHECK_EQ(Calls(), "destroy destroy ");
}

TEST(Verdicts) {
  const gw_plugin plugin = Custom(GW_PLUGIN_ABI_CURRENT);
  PluginHost host;
  host.Load(&plugin, {});
  Calls();
  g_verdict = GW_PLUGIN_KEEP;
  CHECK_EQ(Run(&host, P(1, {{"a", 1}, {"b", 2}})), "a=-1 b=-1 ");
  CHECK_EQ(Calls(), "a@0 b@0 ");
  g_verdict = GW_PLUGIN_ERROR;
  CHECK_EQ(Run(&host, P(1, {{"a", 1}})), "a=1 ");
  CHECK_EQ(host.errors(), 1u);
  g_verdict = GW_PLUGIN_DROP;
  CHECK_EQ(Run(&host, P(1, {{"a", 1}, {"b", 2}})), "");
  g_verdict = GW_PLUGIN_KEEP;
}

TEST(RegisteredNames) {
  CHECK_EQ(Join(Registry::Instance().Names("plugin"), ","), "deadband,scale");
  CHECK_EQ(std::string(gw_scale_plugin()->name), "scale");
  CHECK_EQ(gw_scale_plugin()->abi, GW_PLUGIN_ABI(1, 0));
  CHECK_EQ(gw_deadband_plugin()->abi, GW_PLUGIN_ABI(1, 1));
}
