#ifndef GATEWAY_COMPRESS_COMPRESSOR_H_
#define GATEWAY_COMPRESS_COMPRESSOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/status.h"

namespace gateway::compress {

// Implementations are stateless between calls and produce the same bytes for
// the same input everywhere; segments are compared across machines.
class Compressor {
 public:
  virtual ~Compressor();
  virtual const char* name() const = 0;
  // Stored in segment headers; never reuse a number.
  virtual uint8_t id() const = 0;
  // Upper bound of what Compress() appends for n input bytes.
  virtual size_t MaxCompressedSize(size_t n) const = 0;
  virtual void Compress(const void* data, size_t size, ByteBuffer* out) const = 0;
  // Appends at most max_output bytes.  On failure *out is as before.
  virtual Status Decompress(const void* data, size_t size, size_t max_output,
                            ByteBuffer* out) const = 0;
};

typedef Compressor* (*CompressorFactory)();

// By registered name ("none", "lz") or stored id; nullptr if unknown.
std::unique_ptr<Compressor> NewCompressor(const std::string& name);
std::unique_ptr<Compressor> NewCompressorById(uint8_t id);
}  // namespace gateway::compress

#endif  // GATEWAY_COMPRESS_COMPRESSOR_H_
