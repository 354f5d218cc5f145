#ifndef GATEWAY_SESSION_SESSION_H_
#define GATEWAY_SESSION_SESSION_H_

#include <atomic>
#include <string>

#include "codec/frame.h"
#include "dispatch/dispatcher.h"
#include "net/server.h"
#include "session/limits.h"

namespace gateway::session {
class SessionManager;

// One peer: the bytes it sends go in here, the frames it gets come out of
// here.  Files are read through a session too.
class Session : public net::ConnectionHandler, private codec::FrameDecoder::Sink {
 public:
  enum class State { kGreeting, kOpen, kClosed };

  struct Stats {
    uint64_t frames = 0, bad_frames = 0, invalid_packets = 0;
  };

  // `connection` may be nullptr, then nothing is sent.
  Session(SessionManager* manager, net::Connection* connection, uint64_t id);
  ~Session() override;

  void OnData(const void* data, size_t size) override;
  void OnClose() override;

  // Called back by the dispatcher and the pipeline.
  void Send(const codec::Frame& frame);
  void Reply(codec::FrameType type, uint32_t channel, std::string_view text);
  void Open(const std::string& peer_name);
  void Close();
  void NoteInvalidPacket(const std::string& why);

  uint64_t id() const { return id_; }
  State state() const { return state_; }
  const std::string& peer_name() const { return peer_name_; }
  const Stats& stats() const { return stats_; }

 private:
  void OnFrame(const codec::Frame& frame) override;
  void OnFrameError(const Status& status, uint64_t offset) override;
  void CountError();

  SessionManager* const manager_;
  net::Connection* const connection_;
  const uint64_t id_;
  const SessionLimits limits_;
  codec::FrameDecoder decoder_;
  std::atomic<State> state_;
  std::string peer_name_;
  Stats stats_;
  int errors_ = 0;
};
}  // namespace gateway::session

#endif  // GATEWAY_SESSION_SESSION_H_
