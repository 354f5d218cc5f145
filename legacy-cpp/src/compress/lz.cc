#include "compress/lz.h"

#include <cstring>
#include <vector>

namespace gateway::compress {
namespace {
const size_t kMinMatch = 4;
const size_t kMaxMatch = 131;
const size_t kMaxLiterals = 128;
const size_t kMaxDistance = 65535;
const int kHashBits = 12;
const uint32_t kNoPosition = 0xffffffffu;

// Bytes are combined explicitly: a plain 32-bit load would make the hash, and
// with it the choice of matches, depend on the byte order of the host.
inline uint32_t HashAt(const uint8_t* p) {
  uint32_t v = static_cast<uint32_t>(p[0]) | static_cast<uint32_t>(p[1]) << 8 |
               static_cast<uint32_t>(p[2]) << 16 | static_cast<uint32_t>(p[3]) << 24;
  return (v * 2654435761u) >> (32 - kHashBits);
}

inline size_t MatchLength(const uint8_t* a, const uint8_t* b, size_t limit) {
  size_t n = 0;
  while (n < limit && a[n] == b[n]) ++n;
  return n;
}

void PutLiterals(const uint8_t* p, size_t n, ByteBuffer* out) {
  while (n > 0) {
    size_t chunk = n < kMaxLiterals ? n : kMaxLiterals;
    out->PushByte(static_cast<uint8_t>(chunk - 1));
    out->Append(p, chunk);
    p += chunk;
    n -= chunk;
  }
}
}  // namespace

size_t LzBound(size_t size) { return 10 + size + (size + kMaxLiterals - 1) / kMaxLiterals; }

void LzCompress(const void* data, size_t size, ByteBuffer* out, int effort) {
  const uint8_t* const in = static_cast<const uint8_t*>(data);
  for (uint64_t v = size;; v >>= 7) {
    out->PushByte(static_cast<uint8_t>((v & 0x7f) | (v >= 0x80 ? 0x80 : 0)));
    if (v < 0x80) break;
  }
  std::vector<uint32_t> head(size_t(1) << kHashBits, kNoPosition);
  std::vector<uint32_t> chain(size, kNoPosition);
  size_t literal_start = 0;
  size_t pos = 0;
  while (pos + kMinMatch <= size) {
    const uint32_t hash = HashAt(in + pos);
    const size_t limit = size - pos < kMaxMatch ? size - pos : kMaxMatch;
    size_t best_length = 0;
    size_t best_distance = 0;
    uint32_t candidate = head[hash];
    for (int tries = 0; tries < effort && candidate != kNoPosition; ++tries) {
      const size_t distance = pos - candidate;
      if (distance > kMaxDistance) break;
      const size_t length = MatchLength(in + candidate, in + pos, limit);
      // Strictly longer: of equal matches the nearest one wins.
      if (length > best_length) {
        best_length = length;
        best_distance = distance;
        if (length == limit) break;
      }
      candidate = chain[candidate];
    }
    size_t advance = 1;
    if (best_length >= kMinMatch) {
      PutLiterals(in + literal_start, pos - literal_start, out);
      out->PushByte(static_cast<uint8_t>(0x80 | (best_length - kMinMatch)));
      out->PutFixed16(static_cast<uint16_t>(best_distance));
      advance = best_length;
      literal_start = pos + advance;
    }
    for (size_t end = pos + advance; pos < end; ++pos) {
      if (pos + kMinMatch > size) continue;
      const uint32_t h = HashAt(in + pos);
      chain[pos] = head[h];
      head[h] = static_cast<uint32_t>(pos);
    }
  }
  PutLiterals(in + literal_start, size - literal_start, out);
}

// The oldest function in the tree, written against the C prototype of the
// format.  The single exit keeps the promise about *out on failure.
Status LzDecompress(const void* data, size_t size, size_t max_output, ByteBuffer* out) {
  const uint8_t* ip = static_cast<const uint8_t*>(data);
  const uint8_t* const iend = ip + size;
  const size_t base = out->size();
  const char* why = "bad size";
  uint64_t raw_size = 0;
  uint8_t* op;
  uint8_t* oend;
  uint8_t* obegin;
  int shift = 0;

  for (;; shift += 7) {
    if (ip == iend || shift > 35) goto corrupt;
    raw_size |= static_cast<uint64_t>(*ip & 0x7f) << shift;
    if ((*ip++ & 0x80) == 0) break;
  }
  if (raw_size > max_output) {
    return Status::Make(StatusCode::kResourceExhausted, "lz: block of %llu bytes, limit %zu",
                        static_cast<unsigned long long>(raw_size), max_output);
  }
  out->ResizeUninitialized(base + static_cast<size_t>(raw_size));
  obegin = op = out->data() + base;
  oend = op + raw_size;
  while (op < oend) {
    if (ip == iend) {
      why = "input ends early";
      goto corrupt;
    }
    const uint8_t control = *ip++;
    if (control < 0x80) {
      const size_t n = static_cast<size_t>(control) + 1;
      if (static_cast<size_t>(iend - ip) < n) {
        why = "literals cut off";
        goto corrupt;
      }
      if (static_cast<size_t>(oend - op) < n) {
        why = "literals overrun output";
        goto corrupt;
      }
      std::memcpy(op, ip, n);
      op += n;
      ip += n;
      continue;
    }
    const size_t n = static_cast<size_t>(control & 0x7f) + kMinMatch;
    if (iend - ip < 2) {
      why = "distance cut off";
      goto corrupt;
    }
    const size_t distance = static_cast<size_t>(ip[0]) | static_cast<size_t>(ip[1]) << 8;
    ip += 2;
    if (distance == 0 || distance > static_cast<size_t>(op - obegin)) {
      why = "distance out of range";
      goto corrupt;
    }
    if (static_cast<size_t>(oend - op) < n) {
      why = "copy overruns output";
      goto corrupt;
    }
    // Byte by byte: source and destination overlap for runs.
    for (size_t i = 0; i < n; ++i) op[i] = (op - distance)[i];
    op += n;
  }
  if (ip != iend) {
    why = "trailing bytes";
    goto corrupt;
  }
  return Status();

corrupt:
  out->ResizeUninitialized(base);
  return Status::Make(StatusCode::kCorruption, "lz: %s", why);
}
}  // namespace gateway::compress
