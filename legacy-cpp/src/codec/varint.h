#ifndef GATEWAY_CODEC_VARINT_H_
#define GATEWAY_CODEC_VARINT_H_

#include <cstdint>
#include <string_view>

#include "base/bytes.h"

namespace gateway::codec {

// All inline: decoding a packet is mostly decoding varints.

constexpr int kMaxVarintBytes = 10;

inline uint64_t ZigZagEncode(int64_t v) {
  return (static_cast<uint64_t>(v) << 1) ^ static_cast<uint64_t>(v >> 63);
}

inline int64_t ZigZagDecode(uint64_t v) { return static_cast<int64_t>((v >> 1) ^ (~(v & 1) + 1)); }

inline void PutVarint(ByteBuffer* out, uint64_t v) {
  while (v >= 0x80) {
    out->PushByte(static_cast<uint8_t>(v | 0x80));
    v >>= 7;
  }
  out->PushByte(static_cast<uint8_t>(v));
}

inline void PutSigned(ByteBuffer* out, int64_t v) { PutVarint(out, ZigZagEncode(v)); }

inline void PutLengthPrefixed(ByteBuffer* out, std::string_view text) {
  PutVarint(out, text.size());
  out->Append(text);
}

// Accepts only the shortest encoding of a value, so that equal packets have
// equal bytes; false on truncated, overlong or overflowing input.
inline bool GetVarint(ByteReader* in, uint64_t* out) {
  ByteReader probe = *in;
  uint64_t v = 0;
  for (int i = 0; i < kMaxVarintBytes; ++i) {
    uint8_t b;
    if (!probe.GetByte(&b)) return false;
    if (i == kMaxVarintBytes - 1 && b > 1) return false;
    v |= static_cast<uint64_t>(b & 0x7f) << (7 * i);
    if ((b & 0x80) == 0) {
      if (b == 0 && i > 0) return false;
      *in = probe;
      *out = v;
      return true;
    }
  }
  return false;
}

inline bool GetSigned(ByteReader* in, int64_t* out) {
  uint64_t raw;
  if (!GetVarint(in, &raw)) return false;
  *out = ZigZagDecode(raw);
  return true;
}

inline bool GetLengthPrefixed(ByteReader* in, std::string_view* out) {
  ByteReader probe = *in;
  uint64_t n;
  if (!GetVarint(&probe, &n) || n > probe.remaining()) return false;
  probe.GetBytes(static_cast<size_t>(n), out);
  *in = probe;
  return true;
}
}  // namespace gateway::codec

#endif  // GATEWAY_CODEC_VARINT_H_
