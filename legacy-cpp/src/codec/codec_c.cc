#include "codec/codec_c.h"

#include <deque>
#include <new>
#include <string>

#include "codec/crc32.h"
#include "codec/frame.h"

using gateway::ByteBuffer;
using gateway::Status;
using gateway::StatusCode;
using gateway::codec::Frame;
using gateway::codec::FrameDecoder;
using gateway::codec::FrameType;

struct gw_codec : public FrameDecoder::Sink {
  struct Entry {
    Status status;
    Frame frame;
  };

  explicit gw_codec(size_t max_frame) : decoder(this, max_frame) {}

  void OnFrame(const Frame& frame) override { queue.push_back(Entry{Status(), frame}); }
  void OnFrameError(const Status& status, uint64_t /*offset*/) override {
    queue.push_back(Entry{status, Frame()});
  }

  FrameDecoder decoder;
  std::deque<Entry> queue;
  Frame current;
  std::string last_error;
};

extern "C" {

gw_codec* gw_codec_new(size_t max_frame) {
  if (max_frame == 0) max_frame = FrameDecoder::kDefaultMaxFrame;
  return new (std::nothrow) gw_codec(max_frame);
}

void gw_codec_free(gw_codec* codec) { delete codec; }

int gw_codec_feed(gw_codec* codec, const void* data, size_t size) {
  if (codec == nullptr || (data == nullptr && size != 0)) { return GW_CODEC_ERR_ARGUMENT; }
  codec->decoder.Feed(data, size);
  return static_cast<int>(codec->queue.size());
}

int gw_codec_next(gw_codec* codec, gw_frame* frame) {
  if (codec == nullptr || frame == nullptr) return GW_CODEC_ERR_ARGUMENT;
  if (codec->queue.empty()) return GW_CODEC_OK;
  gw_codec::Entry entry = std::move(codec->queue.front());
  codec->queue.pop_front();
  if (!entry.status.ok()) {
    codec->last_error = entry.status.message();
    switch (entry.status.code()) {
      case StatusCode::kResourceExhausted: return GW_CODEC_ERR_TOO_LARGE;
      case StatusCode::kUnsupported: return GW_CODEC_ERR_UNSUPPORTED;
      default: return GW_CODEC_ERR_CORRUPT;
    }
  }
  codec->current = std::move(entry.frame);
  frame->flags = codec->current.flags.raw;
  frame->type = static_cast<uint8_t>(codec->current.type);
  frame->channel = codec->current.channel;
  frame->payload = codec->current.payload.data();
  frame->payload_size = codec->current.payload.size();
  return GW_CODEC_FRAME;
}

const char* gw_codec_last_error(const gw_codec* codec) {
  return codec == nullptr ? "" : codec->last_error.c_str();
}

int gw_codec_encode(const gw_frame* frame, void* out, size_t capacity, size_t* out_size) {
  if (frame == nullptr || out_size == nullptr ||
      (frame->payload == nullptr && frame->payload_size != 0)) {
    return GW_CODEC_ERR_ARGUMENT;
  }
  Frame f(static_cast<FrameType>(frame->type), frame->channel,
          std::string_view(reinterpret_cast<const char*>(frame->payload), frame->payload_size));
  if (frame->flags != 0) f.flags.raw = frame->flags;
  ByteBuffer encoded;
  EncodeFrame(f, &encoded);
  *out_size = encoded.size();
  if (out == nullptr || encoded.size() > capacity) { return GW_CODEC_ERR_NO_SPACE; }
  std::memcpy(out, encoded.data(), encoded.size());
  return GW_CODEC_OK;
}

const char* gw_codec_strerror(int code) {
  switch (code) {
    case GW_CODEC_OK: return "ok";
    case GW_CODEC_FRAME: return "frame ready";
    case GW_CODEC_ERR_ARGUMENT: return "invalid argument";
    case GW_CODEC_ERR_CORRUPT: return "corrupt frame";
    case GW_CODEC_ERR_TOO_LARGE: return "frame too large";
    case GW_CODEC_ERR_UNSUPPORTED: return "unsupported frame";
    case GW_CODEC_ERR_NO_SPACE: return "output too small";
    default: return "unknown error";
  }
}

uint32_t gw_codec_crc32(const void* data, size_t size) { return gateway::codec::Crc32(data, size); }

}  // extern "C"
