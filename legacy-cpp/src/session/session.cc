#include "session/session.h"

#include "base/log.h"
#include "compress/compressor.h"
#include "pipeline/pipeline.h"
#include "session/session_manager.h"

namespace gateway::session {
Session::Session(SessionManager* manager, net::Connection* connection, uint64_t id)
    : manager_(manager),
      connection_(connection),
      id_(id),
      limits_(manager->pipeline()->options().session),
      decoder_(this, limits_.max_frame),
      state_(limits_.require_hello ? State::kGreeting : State::kOpen) {}

Session::~Session() {}

void Session::OnData(const void* data, size_t size) {
  ScopedLogContext context("session %llu", static_cast<unsigned long long>(id_));
  if (state_ != State::kClosed) decoder_.Feed(data, size);
}

void Session::OnClose() {
  ScopedLogContext context("session %llu", static_cast<unsigned long long>(id_));
  if (state_ != State::kClosed) decoder_.Finish();
  state_ = State::kClosed;
  // What this peer sent is on disk before it is gone from our books.
  Status status = manager_->pipeline()->Flush();
  if (!status.ok()) GW_ERROR("%s", status.message().c_str());
  manager_->Remove(id_);
}

void Session::Send(const codec::Frame& frame) {
  if (connection_ == nullptr || state_ == State::kClosed) return;
  ByteBuffer bytes;
  codec::EncodeFrame(frame, &bytes);
  Status status = connection_->Send(bytes.view());
  if (!status.ok()) GW_DEBUG("%s", status.message().c_str());
}

void Session::Reply(codec::FrameType type, uint32_t channel, std::string_view text) {
  Send(codec::Frame(type, channel, text));
}

void Session::Open(const std::string& peer_name) {
  peer_name_ = peer_name;
  state_ = State::kOpen;
}

void Session::Close() {
  state_ = State::kClosed;
  if (connection_ != nullptr) connection_->Close();
}

void Session::NoteInvalidPacket(const std::string& why) {
  ++stats_.invalid_packets;
  GW_INFO("invalid packet: %s", why.c_str());
  CountError();
}

void Session::CountError() {
  if (++errors_ < limits_.max_errors || state_ == State::kClosed) return;
  Reply(codec::FrameType::kError, 0, "too many errors");
  Close();
}

void Session::OnFrame(const codec::Frame& frame) {
  // Frames behind the one that made us hang up are still in the decoder.
  if (state_ == State::kClosed) return;
  ++stats_.frames;
  if (!frame.flags.bits.compressed) {
    manager_->dispatcher()->Dispatch(this, frame);
    return;
  }
  codec::Frame plain(frame.type, frame.channel, "");
  plain.flags = frame.flags;
  plain.flags.bits.compressed = 0;
  Status status = compress::NewCompressor("lz")->Decompress(
      frame.payload.data(), frame.payload.size(), limits_.max_frame, &plain.payload);
  if (status.ok()) {
    manager_->dispatcher()->Dispatch(this, plain);
  } else {
    Reply(codec::FrameType::kError, frame.channel, status.ToString());
    CountError();
  }
}

void Session::OnFrameError(const Status& status, uint64_t offset) {
  if (state_ == State::kClosed) return;
  ++stats_.bad_frames;
  GW_INFO("bad frame at %llu: %s", static_cast<unsigned long long>(offset),
          status.message().c_str());
  Reply(codec::FrameType::kError, 0, status.ToString());
  CountError();
}
}  // namespace gateway::session
