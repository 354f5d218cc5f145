#include <cmath>

#include "base/log.h"
#include "core_fixture.h"

using namespace gateway;
using pipeline::Result;

namespace {
std::string Ingest(Core* core, session::Session* s, const codec::Packet& p) {
  std::string why;
  std::ostringstream os;
  os << core->pipeline.Ingest(p, s, &why);
  return why.empty() ? os.str() : os.str() + ": " + why;
}
}  // namespace

TEST(OptionsDefaults) {
  pipeline::Options o = OptionsFrom("");
  CHECK(o.session.require_hello);
  CHECK_EQ(o.session.max_frame, 65536u);
  CHECK_EQ(o.session.max_errors, 16);
  CHECK_EQ(o.packet.max_samples, 256u);
  CHECK_EQ(o.dedup.window, 256u);
  CHECK_EQ(o.store.compressor, "lz");
  CHECK_EQ(o.store.block_bytes, 4096u);
  CHECK_EQ(o.cache_bytes, 262144u);
  CHECK_EQ(o.series_points, 1024u);
  CHECK(o.rules.empty() && o.plugins.empty());
}

TEST(OptionsFromConfig) {
  pipeline::Options o = OptionsFrom(
      "[gateway]\nrequire_hello=no\nmax_frame=1KiB\nmax_errors=3\nmax_samples=5\n"
      "[dedup]\nwindow=64\nmax_devices=9\nidle=1m\n"
      "[store]\nsegment_size=1MiB\nblock_size=2KiB\ncompressor=none\ncache_size=0\n"
      "[series]\nmax_points=7\n[plugin scale]\nfactor=2\n"
      "[rule b]\nwhen = a > 1\nthen = drop()\ntrigger = edge\npriority = -2\n"
      "[rule a]\nwhen = true\nthen = drop()\n");
  CHECK(!o.session.require_hello);
  CHECK_EQ(o.session.max_frame, 1024u);
  CHECK_EQ(o.session.max_errors, 3);
  CHECK_EQ(o.packet.max_samples, 5u);
  CHECK_EQ(o.dedup.window, 64u);
  CHECK_EQ(o.dedup.max_devices, 9u);
  CHECK_EQ(o.dedup.idle_ms, 60000);
  CHECK_EQ(o.store.segment_bytes, 1048576u);
  CHECK_EQ(o.store.block_bytes, 2048u);
  CHECK_EQ(o.store.compressor, "none");
  CHECK_EQ(o.cache_bytes, 0u);
  CHECK_EQ(o.series_points, 7u);
  CHECK_EQ(o.plugins[0].first, "scale");
  CHECK_EQ(o.plugins[0].second["factor"], "2");
  CHECK_EQ(o.rules[0].name, "b");
  CHECK_EQ(o.rules[0].priority, -2);
  CHECK_EQ(o.rules[0].trigger, rules::Rule::kEdge);
  CHECK_EQ(o.rules[1].trigger, rules::Rule::kLevel);
}

TEST(OptionErrorsKnowTheirLine) {
  CHECK_THROWS(OptionsFrom("[rule x]\nwhen = a >\nthen = drop()\n"), config::ValueError,
               "test.conf:2: when: at column 4: expected a value, got end of input");
  CHECK_THROWS(OptionsFrom("[rule x]\nwhen = a\nthen = drop\n"), config::ValueError,
               "test.conf:3: then: at column 5: expected '(', got end of input");
  CHECK_THROWS(OptionsFrom("\n[rule x]\nthen = drop()\n"), config::MissingError,
               "test.conf:2: missing key 'when'");
  CHECK_THROWS(OptionsFrom("[rule x]\nwhen=1\nthen=drop()\ntrigger = maybe\n"), config::ValueError,
               "test.conf:4: trigger: must be 'level' or 'edge'");
  CHECK_THROWS(OptionsFrom("[gateway]\nmax_errors = 0\n"), config::ValueError,
               "test.conf:2: max_errors: must be at least 1");
  CHECK_THROWS(OptionsFrom("[store]\nblock_size = 3MiB\n"), config::ValueError,
               "test.conf:2: block_size: too large");
  CHECK_THROWS(OptionsFrom("[dedup]\nidle = 5\n"), config::ValueError,
               "test.conf:2: idle: invalid duration '5'");
}

TEST(OpenErrors) {
  Core a("[plugin nosuch]\nx=1\n");
  CHECK_THROWS(a.pipeline.Open(a.dir.path()), config::ConfigError,
               "[plugin nosuch]: no plugin 'nosuch'");
  Core b("[plugin deadband]\nx=1\n");
  CHECK_THROWS(b.pipeline.Open(b.dir.path()), config::ConfigError,
               "[plugin deadband]: plugin deadband: option 'width' is required");
  Core c("[rule r]\nwhen=1\nthen=email()\n");
  CHECK_THROWS(c.pipeline.Open(c.dir.path()), config::ConfigError,
               "[rule r]: unknown action 'email'");
  Core d("[store]\ncompressor=zip\n");
  CHECK_EQ(d.pipeline.Open(d.dir.path()).ToString(), "invalid argument: unknown compressor 'zip'");
}

TEST(AcceptStoreAndDeduplicate) {
  Core core;
  core.Open();
  Peer peer(&core);
  session::Session* s = peer.session.get();
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 300, 10, 1.5)), "accepted");
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 300, 10, 1.5)), "duplicate");
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 44, 10, 1.5)), "too-old");
  CHECK_EQ(Ingest(&core, s, MakePacket(2, 44, 20, 2)), "accepted");
  core.pipeline.OnDeviceRestart(1);
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 30, 3)), "accepted");
  CHECK_EQ(core.Stored(),
           "device=1 seq=300 time=10 temp=1.5\ndevice=2 seq=44 time=20 temp=2\ndevice=1 seq=1 "
           "time=30 temp=3\n");
  CHECK_EQ(core.pipeline.Report(),
           "accepted 3\nduplicate 1\ntoo-old 1\ninvalid 0\ndropped 0\nfailed 0\nsamples 3\nalerts "
           "0\nderived 0\n");
  CHECK(core.pipeline.Flush().ok());
}

TEST(Validation) {
  Core core;
  core.Open();
  Peer peer(&core);
  session::Session* s = peer.session.get();
  CHECK_EQ(Ingest(&core, s, MakePacket(0, 1, 0, 0)), "invalid: device 0");
  codec::Packet p = MakePacket(1, 1, 0, 0);
  p.samples.clear();
  CHECK_EQ(Ingest(&core, s, p), "invalid: no samples");
  for (const char* name : {"", "1a", "a b", "a-b", "\xc3\xa4", ".a"}) {
    p = MakePacket(1, 1, 0, 0);
    p.samples[0].metric = name;
    CHECK_EQ(Ingest(&core, s, p), "invalid: bad metric name '" + EscapeBytes(name) + "'");
  }
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 0, std::nan(""))), "invalid: temp is not finite");
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 0, -INFINITY)), "invalid: temp is not finite");
  CHECK_EQ(s->stats().invalid_packets, 10u);
  // An invalid packet does not use up its sequence number.
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 0, 1)), "accepted");
  CHECK_EQ(core.pipeline.stats().results["invalid"], 10u);
}

TEST(PluginsRunBeforeRules) {
  Core core(
      "[plugin scale]\nmetric=temp\nfactor=10\n[plugin deadband]\nwidth=5\n"
      "[rule big]\nwhen = temp > 100\nthen = drop()\n");
  core.Open();
  Peer peer(&core);
  session::Session* s = peer.session.get();
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 0, 1)), "accepted");
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 2, 0, 1.4)), "dropped");
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 3, 0, 11)), "dropped");
  CHECK_EQ(core.Stored(), "device=1 seq=1 time=0 temp=10\n");
  core.pipeline.OnDeviceRestart(1);
  CHECK_EQ(Ingest(&core, s, MakePacket(1, 1, 0, 1)), "accepted");
}

TEST(SetAndQuality) {
  Core core(
      "[rule f]\nwhen = has(temp)\nthen = set(\"temp_f\", temp * 9 / 5 + 32), set(\"temp_f\", "
      "text(temp_f))\n"
      "[rule q]\nwhen = device == 2\nthen = quality(9)\npriority = -1\n"
      "[rule t]\nwhen = time >= 100\nthen = set(\"late\", true)\n");
  core.Open();
  Ingest(&core, nullptr, MakePacket(1, 0, 5, 10));
  Ingest(&core, nullptr, MakePacket(2, 0, 100, 20));
  CHECK_EQ(core.Stored(),
           "device=1 seq=0 time=5 temp=10 temp_f*=\"50\"\n"
           "device=2 seq=0 time=100 temp=20?q3 temp_f*=\"68\"?q3 late*=true?q3\n");
}

TEST(EmittedPacketsGoThroughTheRulesAgain) {
  SetLogLevel(LogLevel::kOff);
  Core core(
      "[rule up]\nwhen = has(temp) && temp > 5\nthen = emit(\"alarm.level\", 1)\n"
      "[rule loop]\nwhen = has(alarm.level) && device == 2\nthen = emit(\"alarm.level\", "
      "alarm.level + 1)\n");
  core.Open();
  Peer peer(&core);
  CHECK_EQ(Ingest(&core, peer.session.get(), MakePacket(1, 1, 7, 6)), "accepted");
  CHECK_EQ(core.Stored(), "device=1 seq=0 time=7 alarm.level*=1\ndevice=1 seq=1 time=7 temp=6\n");
  CHECK_EQ(Ingest(&core, peer.session.get(), MakePacket(2, 1, 8, 6)), "accepted");
  // Nesting ends at four.
  CHECK_EQ(core.pipeline.stats().derived, 1 + 4u);
  CHECK_EQ(core.pipeline.stats().results["accepted"], 2 + 5u);
  SetLogLevel(LogLevel::kWarn);
}

TEST(EmitWithAnInvalidNameIsCounted) {
  Core core("[rule up]\nwhen = has(temp)\nthen = emit(\"bad name\", 1)\n");
  core.Open();
  CHECK_EQ(Ingest(&core, nullptr, MakePacket(1, 1, 7, 6)), "accepted");
  CHECK_EQ(core.pipeline.stats().results["invalid"], 1u);
}

TEST(DerivedPacketsDoNotResetEdges) {
  Core core(
      "[rule hot]\nwhen = has(temp) && temp > 5\nthen = alert(\"hot\"), emit(\"x\", 1)\ntrigger = "
      "edge\n");
  core.Open();
  Peer peer(&core);
  for (uint64_t i = 1; i <= 5; ++i) Ingest(&core, peer.session.get(), MakePacket(1, i, 7, 6));
  CHECK_EQ(core.pipeline.stats().alerts, 1u);
  CHECK_EQ(core.pipeline.stats().derived, 1u);
}

TEST(WindowFunction) {
  Core core(
      "[rule w]\nwhen = window(\"temp\", \"count\", 1) >= 2\n"
      "then = set(\"avg\", window(\"temp\", \"avg\", 1))\n");
  core.Open();
  Ingest(&core, nullptr, MakePacket(1, 0, 0, 10));
  Ingest(&core, nullptr, MakePacket(1, 0, 500, 20));
  Ingest(&core, nullptr, MakePacket(1, 0, 900, 60));
  Ingest(&core, nullptr, MakePacket(1, 0, 5000, 1));
  Ingest(&core, nullptr, MakePacket(1, 0, 5001, 1));
  CHECK_EQ(core.Stored(),
           "device=1 seq=0 time=0 temp=10\ndevice=1 seq=0 time=500 temp=20\n"
           "device=1 seq=0 time=900 temp=60 avg*=15\ndevice=1 seq=0 time=5000 temp=1 avg*=30\n"
           "device=1 seq=0 time=5001 temp=1\n");
}

TEST(RuleErrorsInTheReport) {
  SetLogLevel(LogLevel::kOff);
  Core core(
      "[rule a]\nwhen = nosuch > 1\nthen = drop()\n[rule b]\nwhen = true\nthen = alert()\n"
      "[rule c]\nwhen = window(\"temp\", \"median\", 1) > 0\nthen = drop()\n");
  core.Open();
  for (int i = 0; i < 4; ++i) Ingest(&core, nullptr, MakePacket(1, 0, 0, 10));
  SetLogLevel(LogLevel::kWarn);
  CHECK_EQ(core.pipeline.Report(),
           "accepted 4\nduplicate 0\ntoo-old 0\ninvalid 0\ndropped 0\nfailed 0\nsamples 4\nalerts "
           "3\nderived 0\n"
           "rule a fired 0 of 3 errors 3 (off)\nrule b fired 3 of 3 errors 3 (off)\n"
           "rule c fired 0 of 3 errors 3 (off)\n");
}

TEST(AlertsReachEveryOpenSession) {
  Core core("[rule hot]\nwhen = temp > 5\nthen = alert(\"temp \" + text(temp))\n");
  core.Open();
  Peer a(&core), b(&core), silent(&core);
  a.Hello();
  b.Hello();
  Ingest(&core, a.session.get(), MakePacket(3, 1, 77, 6.5));
  CHECK_EQ(a.connection.Take(), "alert/0:hot device=3 time=77 temp 6.5;");
  CHECK_EQ(b.connection.Take(), "alert/0:hot device=3 time=77 temp 6.5;");
  CHECK_EQ(silent.connection.Take(), "");
}

TEST(DataSurvivesReopening) {
  check::TempDir dir;
  for (int round = 0; round < 3; ++round) {
    pipeline::Pipeline p(OptionsFrom(""));
    CHECK(p.Open(dir.path()).ok());
    CHECK_EQ(p.Ingest(MakePacket(1, 1, round, round), nullptr, nullptr), Result::kAccepted);
  }
  pipeline::Pipeline p(OptionsFrom(""));
  CHECK(p.Open(dir.path()).ok());
  CHECK_EQ(p.Locked([](store::SegmentLog* log) { return log->record_count(); }), 3u);
}
