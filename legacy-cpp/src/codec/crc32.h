#ifndef GATEWAY_CODEC_CRC32_H_
#define GATEWAY_CODEC_CRC32_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace gateway::codec {

// CRC-32 as used by zip.  Pass the previous result as `crc` to continue.
uint32_t Crc32(const void* data, size_t size, uint32_t crc = 0);

inline uint32_t Crc32(std::string_view bytes) { return Crc32(bytes.data(), bytes.size()); }
}  // namespace gateway::codec

#endif  // GATEWAY_CODEC_CRC32_H_
