#include "compress/compressor.h"

#include "base/registry.h"
#include "compress/lz.h"

namespace gateway::compress {
namespace {
const char kKind[] = "compressor";

class NoneCompressor : public Compressor {
 public:
  const char* name() const override { return "none"; }
  uint8_t id() const override { return 0; }
  size_t MaxCompressedSize(size_t n) const override { return n; }
  void Compress(const void* data, size_t size, ByteBuffer* out) const override {
    out->Append(data, size);
  }
  Status Decompress(const void* data, size_t size, size_t max_output,
                    ByteBuffer* out) const override {
    if (size > max_output) {
      return Status::Make(StatusCode::kResourceExhausted, "none: %zu bytes, limit %zu", size,
                          max_output);
    }
    out->Append(data, size);
    return Status();
  }
};

class LzCompressor : public Compressor {
 public:
  const char* name() const override { return "lz"; }
  uint8_t id() const override { return 1; }
  size_t MaxCompressedSize(size_t n) const override { return LzBound(n); }
  void Compress(const void* data, size_t size, ByteBuffer* out) const override {
    LzCompress(data, size, out);
  }
  Status Decompress(const void* data, size_t size, size_t max_output,
                    ByteBuffer* out) const override {
    return LzDecompress(data, size, max_output, out);
  }
};

template <typename T>
Compressor* Create() {
  return new T();
}

GW_REGISTER(kKind, "none", &Create<NoneCompressor>);
GW_REGISTER(kKind, "lz", &Create<LzCompressor>);
}  // namespace

Compressor::~Compressor() {}

std::unique_ptr<Compressor> NewCompressor(const std::string& name) {
  CompressorFactory factory = Registry::Instance().FindAs<CompressorFactory>(kKind, name);
  return std::unique_ptr<Compressor>(factory != nullptr ? factory() : nullptr);
}

std::unique_ptr<Compressor> NewCompressorById(uint8_t id) {
  for (const std::string& name : Registry::Instance().Names(kKind)) {
    std::unique_ptr<Compressor> c = NewCompressor(name);
    if (c != nullptr && c->id() == id) return c;
  }
  return nullptr;
}
}  // namespace gateway::compress
