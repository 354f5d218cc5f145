#include "dispatch/dispatcher.h"

#include <sstream>

#include "base/strings.h"
#include "codec/varint.h"
#include "dispatch/query.h"
#include "session/session.h"
#include "session/session_manager.h"

namespace gateway::dispatch {
using codec::Frame;
using codec::FrameType;
using session::Session;

// Indexed by frame type.
const Dispatcher::Handler Dispatcher::kHandlers[11] = {
    &Dispatcher::OnUnexpected, &Dispatcher::OnHello,      &Dispatcher::OnDataFrame,
    &Dispatcher::OnQuery,      &Dispatcher::OnUnexpected, &Dispatcher::OnUnexpected,
    &Dispatcher::OnUnexpected, &Dispatcher::OnPing,       &Dispatcher::OnUnexpected,
    &Dispatcher::OnUnexpected, &Dispatcher::OnBye};

Dispatcher::Dispatcher(pipeline::Pipeline* pipeline) : pipeline_(pipeline) {}

void Dispatcher::Dispatch(Session* session, const Frame& frame) {
  if (session->state() == Session::State::kGreeting && frame.type != FrameType::kHello) {
    session->Reply(FrameType::kError, frame.channel, "hello expected");
    session->Close();
    return;
  }
  (this->*kHandlers[static_cast<int>(frame.type)])(session, frame);
}

pipeline::Result Dispatcher::Resubmit(const codec::Packet& packet) {
  return pipeline_->Ingest(packet, nullptr, nullptr);
}

// "name" or "name restart=7": the peer, and maybe a device that rebooted.
void Dispatcher::OnHello(Session* session, const Frame& frame) {
  const std::vector<std::string_view> words = Split(frame.payload.view(), ' ');
  for (std::string_view word : words) {
    uint64_t device;
    if (StartsWith(word, "restart=") && ParseUint64(word.substr(8), &device)) {
      pipeline_->OnDeviceRestart(device);
    }
  }
  session->Open(std::string(words[0]));
  session->Reply(FrameType::kHello, frame.channel, "gateway 2");
}

// The ack repeats the sequence number: seq(varint) result(1) reason.
void Dispatcher::OnDataFrame(Session* session, const Frame& frame) {
  codec::Packet packet;
  std::string why;
  pipeline::Result result = pipeline::Result::kInvalid;
  Status status = codec::DecodePacket(frame.payload.data(), frame.payload.size(), &packet,
                                      pipeline_->options().packet);
  if (status.ok()) {
    result = pipeline_->Ingest(packet, session, &why);
  } else {
    why = status.message();
    session->NoteInvalidPacket(why);
  }
  if (!frame.flags.bits.want_ack) return;
  Frame ack(FrameType::kAck, frame.channel, "");
  codec::PutVarint(&ack.payload, status.ok() ? packet.sequence : 0);
  ack.payload.PushByte(static_cast<uint8_t>(result));
  ack.payload.Append(why);
  session->Send(ack);
}

void Dispatcher::OnQuery(Session* session, const Frame& frame) {
  const std::string_view text = frame.payload.view();
  if (text == "stats") return session->Reply(FrameType::kReply, frame.channel, pipeline_->Report());
  if (text == "sessions") {
    return session->Reply(FrameType::kReply, frame.channel, sessions_->Describe());
  }
  Query query;
  std::string out;
  Status status = ParseQuery(text, &query);
  if (status.ok()) {
    status = pipeline_->Locked([&](store::SegmentLog* log) { return RunQuery(log, query, &out); });
  }
  if (status.ok()) {
    session->Reply(FrameType::kReply, frame.channel, out);
  } else {
    session->Reply(FrameType::kError, frame.channel, status.ToString());
  }
}

void Dispatcher::OnPing(Session* session, const Frame& frame) {
  session->Reply(FrameType::kPong, frame.channel, frame.payload.view());
}

void Dispatcher::OnBye(Session* session, const Frame& frame) {
  session->Reply(FrameType::kBye, frame.channel, "");
  session->Close();
}

void Dispatcher::OnUnexpected(Session* session, const Frame& frame) {
  session->Reply(FrameType::kError, frame.channel,
                 std::string("unexpected frame: ") + codec::FrameTypeName(frame.type));
}
}  // namespace gateway::dispatch
