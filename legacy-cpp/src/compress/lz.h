#ifndef GATEWAY_COMPRESS_LZ_H_
#define GATEWAY_COMPRESS_LZ_H_

#include <cstddef>

#include "base/bytes.h"
#include "base/status.h"

namespace gateway::compress {

// Block format: varint raw size, then operations until the raw size is
// reached.  An operation starts with a control byte c:
//   c < 0x80   c + 1 literal bytes follow                    (1..128)
//   c >= 0x80  copy (c & 0x7f) + 4 bytes from `distance` back (4..131),
//              distance is the next two bytes, LE, 1..65535
// A copy may overlap its own output, which is how runs are stored.

// `effort` is how many earlier candidates are tried for every position.
void LzCompress(const void* data, size_t size, ByteBuffer* out, int effort = 8);
size_t LzBound(size_t size);
Status LzDecompress(const void* data, size_t size, size_t max_output, ByteBuffer* out);
}  // namespace gateway::compress

#endif  // GATEWAY_COMPRESS_LZ_H_
