#ifndef GATEWAY_TESTS_CORE_FIXTURE_H_
#define GATEWAY_TESTS_CORE_FIXTURE_H_

#include "base/strings.h"
#include "check.h"
#include "codec/frame.h"
#include "codec/packet.h"
#include "codec/varint.h"
#include "compress/lz.h"
#include "dispatch/dispatcher.h"
#include "pipeline/pipeline.h"
#include "session/session_manager.h"

// The three modules of the core wired together, with connections that only
// remember what was sent.

inline gateway::pipeline::Options OptionsFrom(const std::string& text) {
  std::istringstream in(text);
  return gateway::pipeline::Options::FromConfig(gateway::config::Config::Parse(in, "test.conf"));
}

class FakeConnection : public gateway::net::Connection, private gateway::codec::FrameDecoder::Sink {
 public:
  FakeConnection() : decoder_(this) {}
  gateway::Status Send(std::string_view bytes) override {
    decoder_.Feed(bytes.data(), bytes.size());
    return gateway::Status();
  }
  void Close() override { log_ += "closed;"; }
  std::string Take() {
    std::string out;
    out.swap(log_);
    return out;
  }

 private:
  void OnFrame(const gateway::codec::Frame& f) override {
    log_ += gateway::StrPrintf("%s/%u:%s;", gateway::codec::FrameTypeName(f.type), f.channel,
                               gateway::EscapeBytes(f.payload.view()).c_str());
  }
  void OnFrameError(const gateway::Status& s, uint64_t) override { log_ += s.ToString() + ";"; }
  gateway::codec::FrameDecoder decoder_;
  std::string log_;
};

struct Core {
  explicit Core(const std::string& config = "")
      : pipeline(OptionsFrom(config), &clock),
        dispatcher(&pipeline),
        sessions(&pipeline, &dispatcher) {
    pipeline.Attach(&sessions, &dispatcher);
    dispatcher.Attach(&sessions);
  }
  void Open() { CHECK_EQ(pipeline.Open(dir.path()).ToString(), "ok"); }
  std::string Stored() {
    return pipeline.Locked([](gateway::store::SegmentLog* log) {
      std::ostringstream os;
      auto it = log->Scan();
      for (gateway::store::Record r; it.Next(&r);) {
        gateway::codec::Packet p;
        CHECK(gateway::codec::DecodePacket(r.payload.data(), r.payload.size(), &p).ok());
        CHECK_EQ(r.key, p.device);
        CHECK_EQ(r.time_ms, p.base_time_ms);
        os << p << "\n";
      }
      return os.str();
    });
  }

  check::TempDir dir;
  gateway::FakeClock clock;
  gateway::pipeline::Pipeline pipeline;
  gateway::dispatch::Dispatcher dispatcher;
  gateway::session::SessionManager sessions;
};

inline gateway::codec::Packet MakePacket(uint64_t device, uint64_t seq, int64_t time, double temp) {
  gateway::codec::Packet p;
  p.device = device;
  p.sequence = seq;
  p.base_time_ms = time;
  p.samples.emplace_back("temp", time, gateway::codec::Value(temp));
  return p;
}

inline std::string Wire(const gateway::codec::Frame& f) {
  gateway::ByteBuffer b;
  gateway::codec::EncodeFrame(f, &b);
  return b.ToString();
}
inline std::string Wire(gateway::codec::FrameType type, const std::string& text,
                        uint32_t channel = 0) {
  return Wire(gateway::codec::Frame(type, channel, text));
}
inline std::string WirePacket(const gateway::codec::Packet& p, bool want_ack = true,
                              bool compressed = false) {
  gateway::codec::Frame f(gateway::codec::FrameType::kData, 5, "");
  gateway::codec::EncodePacket(p, &f.payload);
  f.flags.bits.want_ack = want_ack;
  if (compressed) {
    gateway::ByteBuffer plain;
    plain.Swap(f.payload);
    gateway::compress::LzCompress(plain.data(), plain.size(), &f.payload);
    f.flags.bits.compressed = 1;
  }
  return Wire(f);
}

// A session with its connection.
struct Peer {
  explicit Peer(Core* core) : session(core->sessions.Create(&connection)) {}
  std::string Say(const std::string& bytes) {
    session->OnData(bytes.data(), bytes.size());
    return connection.Take();
  }
  std::string Hello(const std::string& text = "tester") {
    return Say(Wire(gateway::codec::FrameType::kHello, text));
  }
  FakeConnection connection;
  std::shared_ptr<gateway::session::Session> session;
};

#endif  // GATEWAY_TESTS_CORE_FIXTURE_H_
