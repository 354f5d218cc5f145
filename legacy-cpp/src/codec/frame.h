#ifndef GATEWAY_CODEC_FRAME_H_
#define GATEWAY_CODEC_FRAME_H_

#include <cstddef>
#include <cstdint>

#include "base/bytes.h"
#include "base/status.h"

namespace gateway::codec {

// Wire layout, between two delimiters and with both special bytes escaped:
//   flags(1) type(1) channel(varint) length(varint) payload crc32(4, LE)
// The checksum covers everything before it, unescaped.
constexpr uint8_t kDelimiter = 0x7e;
constexpr uint8_t kEscape = 0x7d;
constexpr uint8_t kEscapeXor = 0x20;
constexpr unsigned kFrameVersion = 2;

enum class FrameType : uint8_t {
  kHello = 1,
  kData = 2,
  kQuery = 3,
  kReply = 4,
  kAck = 5,
  kAlert = 6,
  kPing = 7,
  kPong = 8,
  kError = 9,
  kBye = 10,
};
const char* FrameTypeName(FrameType type);

union FrameFlags {
  struct Bits {
    uint8_t version : 3;
    uint8_t priority : 2;
    uint8_t want_ack : 1;
    uint8_t compressed : 1;
    uint8_t reserved : 1;
  } bits;
  uint8_t raw;
};
static_assert(sizeof(FrameFlags) == 1, "flags are one byte on the wire");

struct Frame {
  Frame();
  Frame(FrameType type, uint32_t channel, std::string_view payload);

  FrameFlags flags;
  FrameType type;
  uint32_t channel;
  ByteBuffer payload;
};

// Appends the frame, both delimiters included.
void EncodeFrame(const Frame& frame, ByteBuffer* out);

// Incremental decoder for untrusted bytes.  Never fails as a whole: a broken
// frame is reported and decoding goes on at the next delimiter.
class FrameDecoder {
 public:
  class Sink {
   public:
    virtual ~Sink();
    virtual void OnFrame(const Frame& frame) = 0;
    // `offset` is the stream position of the frame's opening delimiter.
    virtual void OnFrameError(const Status& status, uint64_t offset) = 0;
  };

  struct Stats {
    uint64_t bytes = 0;
    uint64_t frames = 0;
    uint64_t errors = 0;
    uint64_t skipped_bytes = 0;  // outside of any frame
  };

  static constexpr size_t kDefaultMaxFrame = 64 * 1024;

  // `max_frame` limits the unescaped size, checksum included.
  explicit FrameDecoder(Sink* sink, size_t max_frame = kDefaultMaxFrame);

  void Feed(const void* data, size_t size);
  // End of input: reports a frame that was cut off, then starts afresh.
  void Finish();

  const Stats& stats() const { return stats_; }

 private:
  enum class State { kHunting, kInFrame, kEscaped };

  void FinishFrame();
  Status ParseBody(Frame* frame) const;
  void Fail(const Status& status);

  Sink* sink_;
  const size_t max_frame_;
  State state_;
  uint64_t frame_start_;
  ByteBuffer body_;
  Stats stats_;
};
}  // namespace gateway::codec

#endif  // GATEWAY_CODEC_FRAME_H_
