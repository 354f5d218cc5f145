#include "codec/frame.h"

#include "codec/crc32.h"
#include "codec/varint.h"

namespace gateway::codec {
namespace {

// flags, type, one byte each of channel and length, crc.
const size_t kMinBody = 8;
const size_t kCrcSize = 4;

void PutEscaped(const ByteBuffer& body, ByteBuffer* out) {
  for (size_t i = 0; i < body.size(); ++i) {
    uint8_t b = body[i];
    if (b == kDelimiter || b == kEscape) {
      out->PushByte(kEscape);
      b ^= kEscapeXor;
    }
    out->PushByte(b);
  }
}
}  // namespace

const char* FrameTypeName(FrameType type) {
  static const char* const kNames[] = {"hello", "data", "query", "reply", "ack",
                                       "alert", "ping", "pong",  "error", "bye"};
  unsigned index = static_cast<unsigned>(type) - 1;
  return index < 10 ? kNames[index] : "unknown";
}

Frame::Frame() : type(FrameType::kPing), channel(0) {
  flags.raw = 0;
  flags.bits.version = kFrameVersion;
}

Frame::Frame(FrameType frame_type, uint32_t frame_channel, std::string_view frame_payload)
    : Frame() {
  type = frame_type;
  channel = frame_channel;
  payload.Append(frame_payload);
}

void EncodeFrame(const Frame& frame, ByteBuffer* out) {
  ByteBuffer body;
  body.Reserve(frame.payload.size() + 20);
  body.PushByte(frame.flags.raw);
  body.PushByte(static_cast<uint8_t>(frame.type));
  PutVarint(&body, frame.channel);
  PutLengthPrefixed(&body, frame.payload.view());
  body.PutFixed32(Crc32(body.view()));
  out->PushByte(kDelimiter);
  PutEscaped(body, out);
  out->PushByte(kDelimiter);
}

FrameDecoder::Sink::~Sink() {}

FrameDecoder::FrameDecoder(Sink* sink, size_t max_frame)
    : sink_(sink), max_frame_(max_frame), state_(State::kHunting), frame_start_(0) {}

void FrameDecoder::Feed(const void* data, size_t size) {
  const uint8_t* p = static_cast<const uint8_t*>(data);
  for (size_t i = 0; i < size; ++i) {
    const uint8_t b = p[i];
    const uint64_t offset = stats_.bytes++;
    if (b == kDelimiter) {
      if (state_ == State::kEscaped) {
        // The sender gave up on this frame on purpose.
        Fail(Status::Make(StatusCode::kCorruption, "frame aborted"));
      } else if (state_ == State::kInFrame && !body_.empty()) {
        FinishFrame();
      }
      // A closing delimiter may also open the next frame.
      state_ = State::kInFrame;
      frame_start_ = offset;
      body_.Clear();
      continue;
    }
    if (state_ == State::kHunting) {
      ++stats_.skipped_bytes;
      continue;
    }
    uint8_t plain = b;
    if (state_ == State::kEscaped) {
      plain = b ^ kEscapeXor;
      if (plain != kDelimiter && plain != kEscape) {
        Fail(Status::Make(StatusCode::kCorruption, "invalid escape 0x%02x", b));
        continue;
      }
      state_ = State::kInFrame;
    } else if (b == kEscape) {
      state_ = State::kEscaped;
      continue;
    }
    if (body_.size() == max_frame_) {
      Fail(Status::Make(StatusCode::kResourceExhausted, "frame exceeds %zu bytes", max_frame_));
      continue;
    }
    body_.PushByte(plain);
  }
}

void FrameDecoder::Finish() {
  if (state_ == State::kEscaped || !body_.empty()) {
    Fail(Status::Make(StatusCode::kCorruption, "frame cut off after %zu bytes", body_.size()));
  }
  state_ = State::kHunting;
}

void FrameDecoder::Fail(const Status& status) {
  ++stats_.errors;
  state_ = State::kHunting;
  body_.Clear();
  sink_->OnFrameError(status, frame_start_);
}

void FrameDecoder::FinishFrame() {
  Frame frame;
  Status status = ParseBody(&frame);
  if (!status.ok()) {
    Fail(status);
    return;
  }
  ++stats_.frames;
  sink_->OnFrame(frame);
}

Status FrameDecoder::ParseBody(Frame* frame) const {
  if (body_.size() < kMinBody) {
    return Status::Make(StatusCode::kCorruption, "short frame: %zu bytes", body_.size());
  }
  const size_t covered = body_.size() - kCrcSize;
  ByteReader trailer(body_.data() + covered, kCrcSize);
  uint32_t stored = 0;
  trailer.GetFixed32(&stored);
  const uint32_t actual = Crc32(body_.data(), covered);
  if (stored != actual) {
    return Status::Make(StatusCode::kCorruption, "crc mismatch: stored %08x, computed %08x", stored,
                        actual);
  }
  ByteReader in(body_.data(), covered);
  uint8_t type = 0;
  uint64_t channel = 0;
  uint64_t length = 0;
  in.GetByte(&frame->flags.raw);
  in.GetByte(&type);
  if (frame->flags.bits.version != kFrameVersion) {
    return Status::Make(StatusCode::kUnsupported, "unsupported frame version %u",
                        static_cast<unsigned>(frame->flags.bits.version));
  }
  if (frame->flags.bits.reserved) {
    return Status::Make(StatusCode::kCorruption, "reserved flag set");
  }
  if (type < 1 || type > 10) {
    return Status::Make(StatusCode::kUnsupported, "unknown frame type %u",
                        static_cast<unsigned>(type));
  }
  if (!GetVarint(&in, &channel) || channel > UINT32_MAX) {
    return Status::Make(StatusCode::kCorruption, "bad channel");
  }
  if (!GetVarint(&in, &length)) { return Status::Make(StatusCode::kCorruption, "bad length"); }
  if (length != in.remaining()) {
    return Status::Make(StatusCode::kCorruption, "length mismatch: header says %llu, frame has %zu",
                        static_cast<unsigned long long>(length), in.remaining());
  }
  frame->type = static_cast<FrameType>(type);
  frame->channel = static_cast<uint32_t>(channel);
  frame->payload.Append(in.cursor(), in.remaining());
  return Status();
}
}  // namespace gateway::codec
