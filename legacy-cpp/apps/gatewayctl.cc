// gatewayctl: runs the gateway and looks after its data.
#include <fstream>
#include <iostream>

#include "base/flags.h"
#include "base/log.h"
#include "dispatch/dispatcher.h"
#include "dispatch/query.h"
#include "net/client.h"
#include "net/server.h"
#include "pipeline/pipeline.h"
#include "session/session_manager.h"

namespace gateway {
namespace {
const char kUsage[] =
    "usage: gatewayctl COMMAND [--flag value]...\n"
    "  ingest   --data DIR [--config FILE] INPUT...\n"
    "  serve    --data DIR [--config FILE] [--port N] [--port-file FILE] [--sessions N]\n"
    "  query    --data DIR 'agg(metric) [device=N] [from=MS] [to=MS] [step=DURATION]'\n"
    "  ask      --port N QUERY          same, from a running server; also: stats, sessions\n"
    "  segments --data DIR\n"
    "  compact  --data DIR --before MS\n"
    "  dump     INPUT\n"
    "  check    --config FILE\n";

// Thrown for wrong command lines only.
class UsageError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

std::string Need(const Flags& flags, const char* name) {
  const std::string value = flags.Get(name);
  if (value.empty()) throw UsageError(std::string("--") + name + " is required");
  return value;
}

uint64_t Number(const Flags& flags, const char* name, uint64_t fallback) {
  uint64_t out;
  if (!flags.GetNumber(name, fallback, &out)) {
    throw UsageError(std::string("--") + name + " must be a number");
  }
  return out;
}

const std::string& OnlyArgument(const Flags& flags) {
  if (flags.positional().size() != 2) throw UsageError("expected exactly one argument");
  return flags.positional()[1];
}

// The three parts of the core and their wiring.
struct Core {
  explicit Core(const pipeline::Options& options)
      : pipeline(options), dispatcher(&pipeline), sessions(&pipeline, &dispatcher) {
    pipeline.Attach(&sessions, &dispatcher);
    dispatcher.Attach(&sessions);
  }
  pipeline::Pipeline pipeline;
  dispatch::Dispatcher dispatcher;
  session::SessionManager sessions;
};

pipeline::Options LoadOptions(const Flags& flags) {
  const std::string path = flags.Get("config");
  if (path.empty()) return pipeline::Options();
  return pipeline::Options::FromConfig(config::Config::LoadFile(path));
}

Status ReadFile(const std::string& path, net::ConnectionHandler* sink) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Status::Make(StatusCode::kIoError, "cannot open %s", path.c_str());
  char buffer[16 * 1024];
  do {
    in.read(buffer, sizeof(buffer));
    sink->OnData(buffer, static_cast<size_t>(in.gcount()));
  } while (in);
  sink->OnClose();
  return Status();
}

Status Ingest(const Flags& flags) {
  if (flags.positional().size() < 2) throw UsageError("nothing to ingest");
  Core core(LoadOptions(flags));
  GW_RETURN_IF_ERROR(core.pipeline.Open(Need(flags, "data")));
  session::Session::Stats total;
  for (size_t i = 1; i < flags.positional().size(); ++i) {
    auto session = core.sessions.Create(nullptr);
    GW_RETURN_IF_ERROR(ReadFile(flags.positional()[i], session.get()));
    total.frames += session->stats().frames;
    total.bad_frames += session->stats().bad_frames;
  }
  std::cout << "frames " << total.frames << "\nbad-frames " << total.bad_frames << '\n'
            << core.pipeline.Report();
  return Status();
}

Status Serve(const Flags& flags) {
  const uint64_t port = Number(flags, "port", 0);
  if (port > UINT16_MAX) throw UsageError("--port must be below 65536");
  Core core(LoadOptions(flags));
  GW_RETURN_IF_ERROR(core.pipeline.Open(Need(flags, "data")));
  net::Server server([&](net::Connection* c) { return core.sessions.Create(c); });
  GW_RETURN_IF_ERROR(server.Start(static_cast<uint16_t>(port)));
  const std::string port_file = flags.Get("port-file");
  if (!port_file.empty()) {
    // Renamed into place: whoever waits for the file never sees half of it.
    std::ofstream(port_file + ".tmp") << server.port() << '\n';
    std::rename((port_file + ".tmp").c_str(), port_file.c_str());
  }
  server.WaitForClosed(Number(flags, "sessions", UINT64_MAX));
  server.Stop();
  std::cout << core.pipeline.Report();
  return Status();
}

Status OpenLog(const Flags& flags, std::unique_ptr<store::SegmentLog>* log) {
  return store::SegmentLog::Open(Need(flags, "data"), store::Options(), log);
}

Status RunLocalQuery(const Flags& flags) {
  dispatch::Query query;
  std::unique_ptr<store::SegmentLog> log;
  std::string out;
  GW_RETURN_IF_ERROR(dispatch::ParseQuery(OnlyArgument(flags), &query));
  GW_RETURN_IF_ERROR(OpenLog(flags, &log));
  GW_RETURN_IF_ERROR(dispatch::RunQuery(log.get(), query, &out));
  std::cout << out;
  return Status();
}

// Prints what the first reply or error frame says.
class Asker : public codec::FrameDecoder::Sink {
 public:
  void OnFrame(const codec::Frame& frame) override {
    if (frame.type == codec::FrameType::kError) {
      status = Status(StatusCode::kInvalidArgument, "server: " + frame.payload.ToString());
    } else if (frame.type != codec::FrameType::kReply) {
      return;
    } else {
      std::cout << frame.payload.view();
    }
    answered = true;
  }
  void OnFrameError(const Status& error, uint64_t /*offset*/) override { status = error; }

  Status status;
  bool answered = false;
};

Status Ask(const Flags& flags) {
  net::Client client;
  GW_RETURN_IF_ERROR(client.Connect(static_cast<uint16_t>(Number(flags, "port", 0))));
  ByteBuffer request;
  codec::EncodeFrame(codec::Frame(codec::FrameType::kHello, 0, "gatewayctl"), &request);
  codec::EncodeFrame(codec::Frame(codec::FrameType::kQuery, 1, OnlyArgument(flags)), &request);
  codec::EncodeFrame(codec::Frame(codec::FrameType::kBye, 0, ""), &request);
  GW_RETURN_IF_ERROR(client.Send(request.view()));
  Asker asker;
  codec::FrameDecoder decoder(&asker, 1 << 24);
  GW_RETURN_IF_ERROR(client.ReceiveUntil([&](std::string_view bytes) {
    decoder.Feed(bytes.data(), bytes.size());
    return true;
  }));
  if (asker.status.ok() && !asker.answered) {
    return Status::Make(StatusCode::kUnavailable, "no answer");
  }
  return asker.status;
}

Status Segments(const Flags& flags) {
  std::unique_ptr<store::SegmentLog> log;
  GW_RETURN_IF_ERROR(OpenLog(flags, &log));
  for (const std::string& problem : log->recovery().problems) std::cout << problem << '\n';
  std::cout << log->Describe() << "records " << log->record_count() << '\n';
  return Status();
}

Status Compact(const Flags& flags) {
  Need(flags, "before");
  const int64_t before = static_cast<int64_t>(Number(flags, "before", 0));
  std::unique_ptr<store::SegmentLog> log;
  GW_RETURN_IF_ERROR(OpenLog(flags, &log));
  const size_t had = log->record_count();
  GW_RETURN_IF_ERROR(
      log->Compact([before](const store::Record& r) { return r.time_ms >= before; }));
  std::cout << "kept " << log->record_count() << " of " << had << " records\n";
  return Status();
}

// One line per frame.
class Dumper : public net::ConnectionHandler, private codec::FrameDecoder::Sink {
 public:
  Dumper() : decoder_(this) {}
  void OnData(const void* data, size_t size) override { decoder_.Feed(data, size); }
  void OnClose() override { decoder_.Finish(); }

 private:
  void OnFrame(const codec::Frame& frame) override {
    std::cout << codec::FrameTypeName(frame.type) << '/' << frame.channel << ' ';
    codec::Packet packet;
    if (frame.flags.bits.compressed) {
      std::cout << "compressed, " << frame.payload.size() << " bytes";
    } else if (frame.type != codec::FrameType::kData) {
      std::cout << '"' << EscapeBytes(frame.payload.view()) << '"';
    } else {
      Status s = codec::DecodePacket(frame.payload.data(), frame.payload.size(), &packet);
      s.ok() ? std::cout << packet : std::cout << s;
    }
    std::cout << '\n';
  }
  void OnFrameError(const Status& status, uint64_t offset) override {
    std::cout << "@" << offset << ' ' << status << '\n';
  }

  codec::FrameDecoder decoder_;
};

Status Dump(const Flags& flags) {
  Dumper dumper;
  return ReadFile(OnlyArgument(flags), &dumper);
}

Status Check(const Flags& flags) {
  const config::Config config = config::Config::LoadFile(Need(flags, "config"));
  pipeline::Options::FromConfig(config);
  std::cout << config;
  return Status();
}

struct Command {
  const char* name;
  Status (*run)(const Flags&);
};

const Command kCommands[] = {{"ingest", Ingest}, {"serve", Serve},       {"query", RunLocalQuery},
                             {"ask", Ask},       {"segments", Segments}, {"compact", Compact},
                             {"dump", Dump},     {"check", Check}};

Status Run(int argc, char** argv) {
  Flags flags;
  Status status =
      flags.Parse(argc, argv, {"config", "data", "port", "port-file", "sessions", "before", "log"});
  if (!status.ok()) throw UsageError(status.message());
  LogLevel level;
  if (ParseLogLevel(flags.Get("log"), &level)) SetLogLevel(level);
  if (flags.positional().empty()) throw UsageError("no command");
  for (const Command& command : kCommands) {
    if (flags.positional()[0] == command.name) return command.run(flags);
  }
  throw UsageError("unknown command '" + flags.positional()[0] + "'");
}
}  // namespace
}  // namespace gateway

int main(int argc, char** argv) {
  try {
    const gateway::Status status = gateway::Run(argc, argv);
    if (status.ok()) return 0;
    std::cerr << "gatewayctl: " << status << '\n';
  } catch (const gateway::UsageError& e) {
    std::cerr << "gatewayctl: " << e.what() << '\n' << gateway::kUsage;
    return 2;
  } catch (const std::exception& e) { std::cerr << "gatewayctl: " << e.what() << '\n'; }
  return 1;
}
