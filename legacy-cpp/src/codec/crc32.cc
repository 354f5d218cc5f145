#include "codec/crc32.h"

namespace gateway::codec {
namespace {
struct Table {
  uint32_t entry[256];
  Table() {
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t c = i;
      for (int bit = 0; bit < 8; ++bit) { c = (c & 1) != 0 ? 0xedb88320u ^ (c >> 1) : c >> 1; }
      entry[i] = c;
    }
  }
};
}  // namespace

uint32_t Crc32(const void* data, size_t size, uint32_t crc) {
  static const Table table;
  const uint8_t* p = static_cast<const uint8_t*>(data);
  crc = ~crc;
  while (size-- > 0) crc = table.entry[(crc ^ *p++) & 0xff] ^ (crc >> 8);
  return ~crc;
}
}  // namespace gateway::codec
