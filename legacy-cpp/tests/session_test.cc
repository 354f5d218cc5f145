#include <thread>

#include "base/log.h"
#include "core_fixture.h"

using namespace gateway;
using codec::FrameType;
using session::Session;

TEST(HelloFirst) {
  Core core;
  core.Open();
  Peer a(&core);
  CHECK_EQ(a.session->state(), Session::State::kGreeting);
  CHECK_EQ(a.Hello("dev one"), "hello/0:gateway 2;");
  CHECK_EQ(a.session->state(), Session::State::kOpen);
  CHECK_EQ(a.session->peer_name(), "dev");
  Peer b(&core);
  CHECK_EQ(b.Say(Wire(FrameType::kPing, "x", 4)), "error/4:hello expected;closed;");
  CHECK_EQ(b.session->state(), Session::State::kClosed);
  CHECK_EQ(b.Hello(), "");
}

TEST(HelloMayBeOptional) {
  Core core("[gateway]\nrequire_hello = no\n");
  core.Open();
  Peer a(&core);
  CHECK_EQ(a.Say(Wire(FrameType::kPing, "x", 4)), "pong/4:x;");
}

TEST(FramesMayComeInPieces) {
  Core core;
  core.Open();
  Peer a(&core);
  const std::string bytes = Wire(FrameType::kHello, "a") + Wire(FrameType::kPing, "p");
  std::string out;
  for (char c : bytes) out += a.Say(std::string(1, c));
  CHECK_EQ(out, "hello/0:gateway 2;pong/0:p;");
  CHECK_EQ(a.session->stats().frames, 2u);
}

TEST(BrokenFramesAreReportedThenPunished) {
  Core core("[gateway]\nmax_errors = 3\n");
  core.Open();
  Peer a(&core);
  a.Hello();
  CHECK_EQ(a.Say("~abc~"), "error/0:corruption: short frame: 3 bytes;");
  CHECK_EQ(a.Say("~abc~" + Wire(FrameType::kPing, "still here")),
           "error/0:corruption: short frame: 3 bytes;pong/0:still here;");
  CHECK_EQ(a.Say("~abc~" + Wire(FrameType::kPing, "too late")),
           "error/0:corruption: short frame: 3 bytes;error/0:too many errors;closed;");
  CHECK_EQ(a.session->state(), Session::State::kClosed);
  CHECK_EQ(a.session->stats().bad_frames, 3u);
}

TEST(InvalidPacketsCountAsErrors) {
  Core core("[gateway]\nmax_errors = 2\n");
  core.Open();
  Peer a(&core);
  a.Hello();
  CHECK_EQ(a.Say(WirePacket(MakePacket(0, 9, 0, 0))), "ack/5:\\t\\x03device 0;");
  CHECK_EQ(a.Say(Wire(FrameType::kData, "junk")), "error/0:too many errors;closed;");
  CHECK_EQ(a.session->stats().invalid_packets, 2u);
}

TEST(FrameLimitFromConfig) {
  Core core("[gateway]\nmax_frame = 32\n");
  core.Open();
  Peer a(&core);
  a.Hello();
  CHECK_EQ(a.Say(Wire(FrameType::kPing, std::string(24, 'x'))),
           "pong/0:" + std::string(24, 'x') + ";");
  CHECK_EQ(a.Say(Wire(FrameType::kPing, std::string(25, 'x'))),
           "error/0:resource exhausted: frame exceeds 32 bytes;");
}

TEST(CompressedFrames) {
  Core core("[gateway]\nmax_frame = 100\n");
  core.Open();
  Peer a(&core);
  a.Hello();
  CHECK_EQ(a.Say(WirePacket(MakePacket(1, 2, 3, 4), true, true)), "ack/5:\\x02\\x00;");
  CHECK_EQ(core.Stored(), "device=1 seq=2 time=3 temp=4\n");
  codec::Frame bad(FrameType::kPing, 3, "\x05");
  bad.flags.bits.compressed = 1;
  CHECK_EQ(a.Say(Wire(bad)), "error/3:corruption: lz: input ends early;");
  // A small frame may not unpack to more than a frame may hold.
  codec::Frame bomb(FrameType::kPing, 3, "");
  const std::string zeros(101, '\0');
  compress::LzCompress(zeros.data(), zeros.size(), &bomb.payload);
  bomb.flags.bits.compressed = 1;
  CHECK_EQ(a.Say(Wire(bomb)), "error/3:resource exhausted: lz: block of 101 bytes, limit 100;");
}

TEST(CloseFlushesAndForgets) {
  Core core;
  core.Open();
  Peer a(&core), b(&core);
  a.Hello();
  a.Say(WirePacket(MakePacket(1, 1, 1, 1)));
  CHECK_EQ(core.sessions.Describe(), "1 open\n2 greeting\n");
  CHECK(!std::filesystem::exists(core.dir / "seg-000001.gws"));
  a.session->OnClose();
  CHECK(std::filesystem::exists(core.dir / "seg-000001.gws"));
  CHECK_EQ(core.sessions.Describe(), "2 greeting\n");
  CHECK_EQ(core.sessions.session_count(), 1u);
  CHECK_EQ(a.Say(Wire(FrameType::kPing, "")), "");
  CHECK_EQ(a.session->id(), 1u);
}

TEST(CutOffFrameAtTheEnd) {
  Core core;
  core.Open();
  Peer a(&core);
  a.Hello();
  a.Say("~part");
  a.session->OnClose();
  CHECK_EQ(a.connection.Take(), "error/0:corruption: frame cut off after 4 bytes;");
  CHECK_EQ(a.session->stats().bad_frames, 1u);
}

TEST(ByeAndClosedDescription) {
  Core core;
  core.Open();
  Peer a(&core);
  a.Hello();
  CHECK_EQ(a.Say(Wire(FrameType::kBye, "", 2) + Wire(FrameType::kPing, "")), "bye/2:;closed;");
  CHECK_EQ(core.sessions.Describe(), "1 closed\n");
  a.session->OnClose();
  CHECK_EQ(core.sessions.Describe(), "");
}

TEST(SessionsWithoutConnection) {
  Core core;
  core.Open();
  auto s = core.sessions.Create(nullptr);
  const std::string bytes =
      Wire(FrameType::kHello, "f") + WirePacket(MakePacket(1, 1, 1, 1)) + Wire(FrameType::kBye, "");
  s->OnData(bytes.data(), bytes.size());
  s->OnClose();
  CHECK_EQ(s->stats().frames, 3u);
  CHECK_EQ(core.Stored(), "device=1 seq=1 time=1 temp=1\n");
}

TEST(BroadcastSkipsTheClosed) {
  Core core;
  core.Open();
  Peer a(&core), b(&core);
  a.Hello();
  b.Hello();
  a.session->Close();
  a.connection.Take();
  core.sessions.Broadcast(codec::Frame(FrameType::kAlert, 0, "x"));
  CHECK_EQ(a.connection.Take(), "");
  CHECK_EQ(b.connection.Take(), "alert/0:x;");
}

TEST(LogLinesNameTheSession) {
  CaptureSink sink;
  SetLogSink(&sink);
  SetLogLevel(LogLevel::kInfo);
  Core core;
  core.Open();
  Peer a(&core);
  a.Hello();
  a.Say("~abc~");
  a.Say(WirePacket(MakePacket(0, 1, 1, 1), false));
  SetLogLevel(LogLevel::kWarn);
  SetLogSink(nullptr);
  const size_t offset = Wire(FrameType::kHello, "tester").size();
  CHECK_EQ(Join(sink.Take(), "|"),
           "I session.cc: [session 1] bad frame at " + std::to_string(offset) +
               ": short frame: 3 bytes|I session.cc: [session 1] invalid packet: device 0");
}

TEST(ManySessionsAtOnce) {
  Core core("[rule r]\nwhen = temp > 90\nthen = alert(\"x\"), emit(\"y\", 1)\n");
  core.Open();
  std::vector<std::thread> threads;
  std::atomic<size_t> alerts{0};
  for (uint64_t t = 1; t <= 4; ++t) {
    threads.emplace_back([&core, &alerts, t] {
      auto s = core.sessions.Create(nullptr);
      std::string bytes = Wire(FrameType::kHello, "t");
      for (uint64_t i = 1; i <= 100; ++i)
        bytes += WirePacket(MakePacket(t, i, static_cast<int64_t>(i), static_cast<double>(i)));
      s->OnData(bytes.data(), bytes.size());
      s->OnClose();
      alerts += core.sessions.session_count() <= 4 ? 0 : 1;
    });
  }
  for (std::thread& t : threads) t.join();
  CHECK_EQ(core.sessions.session_count(), 0u);
  CHECK_EQ(core.pipeline.stats().results["accepted"], 400 + 40u);
  CHECK_EQ(core.pipeline.stats().alerts, 40u);
}
