#include "codec/packet.h"

#include <cstring>
#include <ostream>

#include "codec/varint.h"

namespace gateway::codec {
namespace {
const uint8_t kPacketVersion = 1;

// kind:3 quality:2 derived:1, two bits spare.
uint8_t SampleTag(const Sample& s) {
  return static_cast<uint8_t>(static_cast<unsigned>(s.value.kind()) | (s.quality << 3) |
                              (s.derived << 5));
}

Status Truncated(const char* what) {
  return Status::Make(StatusCode::kCorruption, "packet: bad %s", what);
}

Status DecodeValue(ByteReader* in, unsigned kind, const PacketLimits& limits, Value* out) {
  switch (kind) {
    case 0: *out = Value(); return Status();
    case 1: {
      int64_t v;
      if (!GetSigned(in, &v)) return Truncated("int value");
      *out = Value(v);
      return Status();
    }
    case 2: {
      uint64_t bits;
      if (!in->GetFixed64(&bits)) return Truncated("double value");
      double v;
      std::memcpy(&v, &bits, sizeof(v));
      *out = Value(v);
      return Status();
    }
    case 3: {
      uint8_t b;
      if (!in->GetByte(&b) || b > 1) return Truncated("bool value");
      *out = Value(b == 1);
      return Status();
    }
    case 4: {
      std::string_view text;
      if (!GetLengthPrefixed(in, &text)) return Truncated("text value");
      if (text.size() > limits.max_text_bytes) {
        return Status::Make(StatusCode::kResourceExhausted, "packet: text of %zu bytes, limit %zu",
                            text.size(), limits.max_text_bytes);
      }
      *out = Value(text);
      return Status();
    }
  }
  return Status::Make(StatusCode::kCorruption, "packet: unknown kind %u", kind);
}
}  // namespace

void EncodePacket(const Packet& packet, ByteBuffer* out) {
  out->PushByte(kPacketVersion);
  PutVarint(out, packet.device);
  PutVarint(out, packet.sequence);
  PutSigned(out, packet.base_time_ms);
  PutVarint(out, packet.samples.size());
  for (const Sample& s : packet.samples) {
    out->PushByte(SampleTag(s));
    PutLengthPrefixed(out, s.metric);
    // Unsigned subtraction: the difference may not fit, but it wraps back.
    PutSigned(out, static_cast<int64_t>(static_cast<uint64_t>(s.time_ms) -
                                        static_cast<uint64_t>(packet.base_time_ms)));
    switch (s.value.kind()) {
      case ValueKind::kNone: break;
      case ValueKind::kInt: PutSigned(out, s.value.AsInt()); break;
      case ValueKind::kDouble: {
        uint64_t bits;
        double v = s.value.AsDouble();
        std::memcpy(&bits, &v, sizeof(bits));
        out->PutFixed64(bits);
        break;
      }
      case ValueKind::kBool: out->PushByte(s.value.AsBool() ? 1 : 0); break;
      case ValueKind::kText: PutLengthPrefixed(out, s.value.AsText()); break;
    }
  }
}

Status DecodePacket(const void* data, size_t size, Packet* packet, const PacketLimits& limits) {
  ByteReader in(data, size);
  uint8_t version;
  if (!in.GetByte(&version)) return Truncated("version");
  if (version != kPacketVersion) {
    return Status::Make(StatusCode::kUnsupported, "packet: unsupported version %u",
                        static_cast<unsigned>(version));
  }
  if (!GetVarint(&in, &packet->device)) return Truncated("device");
  if (!GetVarint(&in, &packet->sequence)) return Truncated("sequence");
  if (!GetSigned(&in, &packet->base_time_ms)) return Truncated("time");
  uint64_t count;
  if (!GetVarint(&in, &count)) return Truncated("sample count");
  if (count > limits.max_samples) {
    return Status::Make(StatusCode::kResourceExhausted, "packet: %llu samples, limit %zu",
                        static_cast<unsigned long long>(count), limits.max_samples);
  }
  packet->samples.clear();
  for (uint64_t i = 0; i < count; ++i) {
    uint8_t tag;
    std::string_view metric;
    int64_t delta;
    if (!in.GetByte(&tag) || (tag & 0xc0) != 0) return Truncated("tag");
    if (!GetLengthPrefixed(&in, &metric)) return Truncated("metric");
    if (metric.size() > limits.max_metric_bytes) {
      return Status::Make(StatusCode::kResourceExhausted, "packet: metric of %zu bytes, limit %zu",
                          metric.size(), limits.max_metric_bytes);
    }
    if (!GetSigned(&in, &delta)) return Truncated("sample time");
    Sample s;
    s.metric.assign(metric.data(), metric.size());
    s.time_ms = static_cast<int64_t>(static_cast<uint64_t>(packet->base_time_ms) +
                                     static_cast<uint64_t>(delta));
    s.quality = (tag >> 3) & 3;
    s.derived = (tag >> 5) & 1;
    GW_RETURN_IF_ERROR(DecodeValue(&in, tag & 7, limits, &s.value));
    packet->samples.push_back(std::move(s));
  }
  if (in.remaining() != 0) {
    return Status::Make(StatusCode::kCorruption, "packet: %zu trailing bytes", in.remaining());
  }
  return Status();
}

std::ostream& operator<<(std::ostream& os, const Packet& packet) {
  os << "device=" << packet.device << " seq=" << packet.sequence << " time=" << packet.base_time_ms;
  for (const Sample& s : packet.samples) {
    os << ' ' << s.metric << (s.derived ? "*=" : "=") << s.value;
    if (s.time_ms != packet.base_time_ms) os << '@' << s.time_ms;
    if (s.quality != 0) os << "?q" << static_cast<int>(s.quality);
  }
  return os;
}
}  // namespace gateway::codec
