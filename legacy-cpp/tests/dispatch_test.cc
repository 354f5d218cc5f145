#include "core_fixture.h"
#include "dispatch/query.h"

using namespace gateway;
using codec::FrameType;

namespace {
std::string Parse(const std::string& text) {
  dispatch::Query q;
  Status s = dispatch::ParseQuery(text, &q);
  if (!s.ok()) return s.ToString();
  std::ostringstream os;
  os << q.agg << '/' << q.metric << '/' << (q.filter.any_key ? "any" : std::to_string(q.filter.key))
     << '/' << q.filter.from << '/' << q.filter.to << '/' << q.step_ms;
  return os.str();
}
// Two devices, a sample a second, temp = seconds.
void Fill(Core* core, Peer* peer) {
  for (uint64_t i = 0; i < 10; ++i) {
    for (uint64_t device : {1, 2}) {
      codec::Packet p = MakePacket(device, i + 1, static_cast<int64_t>(i) * 1000,
                                   static_cast<double>(i * device));
      if (i == 3) p.samples.emplace_back("door", 3000, codec::Value(true));
      if (i == 4) p.samples.emplace_back("note", 4000, codec::Value("text"));
      peer->Say(WirePacket(p, false));
    }
  }
  CHECK_EQ(core->pipeline.stats().results["accepted"], 20u);
}
std::string Ask(Peer* peer, const std::string& query) {
  return peer->Say(Wire(FrameType::kQuery, query, 9));
}
}  // namespace

TEST(QueryParsing) {
  const std::string all = "/-9223372036854775808/9223372036854775807/";
  CHECK_EQ(Parse("avg(temp)"), "avg/temp/any" + all + "0");
  CHECK_EQ(Parse("  p90(motor.temp)   device=3  step=1m30s "), "p90/motor.temp/3" + all + "90000");
  CHECK_EQ(Parse("count(x) from=-5 to=10"), "count/x/any/-5/10/0");
  CHECK_EQ(Parse("count(x) from=1 from=2"), "count/x/any/2/9223372036854775807/0");
  CHECK_EQ(Parse(""), "invalid argument: query: bad selector ''");
  CHECK_EQ(Parse("temp"), "invalid argument: query: bad selector 'temp'");
  CHECK_EQ(Parse("avg()"), "invalid argument: query: bad selector 'avg()'");
  CHECK_EQ(Parse("avg(temp"), "invalid argument: query: bad selector 'avg(temp'");
  CHECK_EQ(Parse("median(temp)"), "invalid argument: query: bad aggregate 'median(temp)'");
  CHECK_EQ(Parse("avg(temp) what"), "invalid argument: query: bad option 'what'");
  CHECK_EQ(Parse("avg(temp) where=1"), "invalid argument: query: bad option 'where=1'");
  CHECK_EQ(Parse("avg(temp) device=-1"), "invalid argument: query: bad option 'device=-1'");
  CHECK_EQ(Parse("avg(temp) from=now"), "invalid argument: query: bad option 'from=now'");
  CHECK_EQ(Parse("avg(temp) step=0"), "invalid argument: query: bad option 'step=0'");
  CHECK_EQ(Parse("avg(temp) step=5"), "invalid argument: query: bad option 'step=5'");
  CHECK_EQ(Parse("\xff"), "invalid argument: query: bad selector '\\xff'");
}

TEST(Queries) {
  Core core;
  core.Open();
  Peer peer(&core);
  peer.Hello();
  Fill(&core, &peer);
  CHECK_EQ(Ask(&peer, "avg(temp)"), "reply/9:1 0 10 4.5\\n2 0 10 9\\n;");
  CHECK_EQ(Ask(&peer, "max(temp) device=2 step=4s"),
           "reply/9:2 0 4 6\\n2 4000 4 14\\n2 8000 2 18\\n;");
  CHECK_EQ(Ask(&peer, "sum(temp) device=1 from=2000 to=5000"), "reply/9:1 2000 3 9\\n;");
  CHECK_EQ(Ask(&peer, "last(door)"), "reply/9:1 3000 1 1\\n2 3000 1 1\\n;");
  CHECK_EQ(Ask(&peer, "count(note)"), "reply/9:;");
  CHECK_EQ(Ask(&peer, "count(temp) device=99"), "reply/9:;");
  CHECK_EQ(Ask(&peer, "p50(temp) from=0 to=0"), "reply/9:;");
  CHECK_EQ(Ask(&peer, "first(temp) from=500 step=10s"), "reply/9:1 0 9 1\\n2 0 9 2\\n;");
  CHECK_EQ(Ask(&peer, "nope"), "error/9:invalid argument: query: bad selector 'nope';");
}

TEST(SamplesOutsideTheRangeAreCut) {
  Core core;
  core.Open();
  Peer peer(&core);
  peer.Hello();
  codec::Packet p = MakePacket(1, 1, 1000, 1);
  p.samples.emplace_back("temp", 1500, codec::Value(2.0));
  p.samples.emplace_back("temp", 2500, codec::Value(3.0));
  peer.Say(WirePacket(p, false));
  CHECK_EQ(Ask(&peer, "sum(temp) to=2000"), "reply/9:1 1000 2 3\\n;");
  CHECK_EQ(Ask(&peer, "sum(temp)"), "reply/9:1 1000 3 6\\n;");
  CHECK_EQ(Ask(&peer, "sum(temp) from=1200"), "reply/9:;");
}

TEST(AdminQueries) {
  Core core;
  core.Open();
  Peer peer(&core), other(&core);
  peer.Hello();
  CHECK_EQ(Ask(&peer, "sessions"), "reply/9:1 open\\n2 greeting\\n;");
  CHECK_EQ(Ask(&peer, "stats"),
           "reply/9:accepted 0\\nduplicate 0\\ntoo-old 0\\ninvalid 0\\ndropped 0\\nfailed 0\\n"
           "samples 0\\nalerts 0\\nderived 0\\n;");
}

TEST(Acks) {
  Core core("[rule d]\nwhen = temp == 13\nthen = drop()\n");
  core.Open();
  Peer peer(&core);
  peer.Hello();
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 300, 0, 1))), "ack/5:\\xac\\x02\\x00;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 300, 0, 1))), "ack/5:\\xac\\x02\\x01;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 1, 0, 1))), "ack/5:\\x01\\x02;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(0, 1, 0, 1))), "ack/5:\\x01\\x03device 0;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 301, 0, 13))), "ack/5:\\xad\\x02\\x04;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 302, 0, 1), false)), "");
  codec::Frame junk(FrameType::kData, 5, "\x02");
  junk.flags.bits.want_ack = 1;
  CHECK_EQ(peer.Say(Wire(junk)), "ack/5:\\x00\\x03packet: unsupported version 2;");
}

TEST(AlertComesBeforeTheAck) {
  Core core("[rule hot]\nwhen = temp > 5\nthen = alert(\"hot\")\n");
  core.Open();
  Peer peer(&core);
  peer.Hello();
  CHECK_EQ(peer.Say(WirePacket(MakePacket(1, 1, 7, 6))),
           "alert/0:hot device=1 time=7 hot;ack/5:\\x01\\x00;");
}

TEST(RestartInHello) {
  Core core;
  core.Open();
  Peer peer(&core);
  peer.Hello();
  CHECK_EQ(peer.Say(WirePacket(MakePacket(7, 9, 0, 1))), "ack/5:\\t\\x00;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(7, 9, 0, 1))), "ack/5:\\t\\x01;");
  CHECK_EQ(peer.Hello("again restart=8 restart=x"), "hello/0:gateway 2;");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(7, 9, 0, 1))), "ack/5:\\t\\x01;");
  peer.Hello("again restart=7");
  CHECK_EQ(peer.Say(WirePacket(MakePacket(7, 9, 0, 1))), "ack/5:\\t\\x00;");
  CHECK_EQ(peer.session->peer_name(), "again");
}

TEST(UnexpectedFrames) {
  Core core;
  core.Open();
  Peer peer(&core);
  peer.Hello();
  for (FrameType type : {FrameType::kReply, FrameType::kAck, FrameType::kAlert, FrameType::kPong,
                         FrameType::kError}) {
    CHECK_EQ(peer.Say(Wire(type, "", 3)),
             std::string("error/3:unexpected frame: ") + codec::FrameTypeName(type) + ";");
  }
  CHECK_EQ(peer.session->state(), session::Session::State::kOpen);
}

TEST(Resubmit) {
  Core core;
  core.Open();
  CHECK_EQ(core.dispatcher.Resubmit(MakePacket(1, 0, 5, 2)), pipeline::Result::kAccepted);
  CHECK_EQ(core.dispatcher.Resubmit(MakePacket(1, 0, 5, 2)), pipeline::Result::kAccepted);
  CHECK_EQ(core.dispatcher.Resubmit(MakePacket(0, 0, 5, 2)), pipeline::Result::kInvalid);
}

TEST(QueryOfForeignRecords) {
  check::TempDir dir;
  std::unique_ptr<store::SegmentLog> log;
  CHECK(store::SegmentLog::Open(dir.path(), store::Options(), &log).ok());
  store::Record r;
  r.payload = "not a packet";
  log->Append(r);
  dispatch::Query q;
  CHECK(dispatch::ParseQuery("avg(x)", &q).ok());
  std::string out;
  CHECK_EQ(dispatch::RunQuery(log.get(), q, &out).ToString(),
           "unsupported: packet: unsupported version 110");
}
