#ifndef GATEWAY_STORE_FORMAT_H_
#define GATEWAY_STORE_FORMAT_H_

#include <cstdint>
#include <string>

#include "base/bytes.h"
#include "base/status.h"

namespace gateway::store {

// A segment file is a header and then blocks.  All integers little endian.
//   header: "GWS1" id(4) zero(4) crc32 of the 12 bytes before(4)
//   block:  crc32(4) raw_size(4) stored_size(4) count(2) compressor(1)
//           zero(1) min_time(8) max_time(8) stored bytes
// The block checksum covers everything after itself.  The raw bytes of a
// block are records: key(varint) time(zigzag) payload(length prefixed).
constexpr size_t kSegmentHeaderSize = 16;
constexpr size_t kBlockHeaderSize = 32;
constexpr size_t kMaxBlockBytes = 4 * 1024 * 1024;

struct Record {
  uint64_t key = 0;
  int64_t time_ms = 0;
  std::string payload;
};

struct BlockInfo {
  uint64_t offset = 0;  // of the header in the file
  uint32_t raw_size = 0;
  uint32_t stored_size = 0;
  uint16_t count = 0;
  uint8_t compressor = 0;
  int64_t min_time = 0;
  int64_t max_time = 0;
};

void PutSegmentHeader(uint32_t id, ByteBuffer* out);
Status ParseSegmentHeader(const void* data, size_t size, uint32_t* id);

// `info.stored_size` is taken from `stored`.
void PutBlock(const BlockInfo& info, std::string_view stored, ByteBuffer* out);
// Checks sizes and checksum of the block at the start of `data`.
Status ParseBlock(const void* data, size_t size, BlockInfo* info, std::string_view* stored);

void PutRecord(const Record& record, ByteBuffer* out);
Status GetRecord(ByteReader* in, Record* record);
}  // namespace gateway::store

#endif  // GATEWAY_STORE_FORMAT_H_
