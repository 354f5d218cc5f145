#include "store/format.h"

#include "codec/crc32.h"
#include "codec/varint.h"

namespace gateway::store {
namespace {
const char kMagic[] = "GWS1";

Status Corrupt(const char* what) {
  return Status::Make(StatusCode::kCorruption, "segment: %s", what);
}
}  // namespace

void PutSegmentHeader(uint32_t id, ByteBuffer* out) {
  const size_t start = out->size();
  out->Append(kMagic, 4);
  out->PutFixed32(id);
  out->PutFixed32(0);
  out->PutFixed32(codec::Crc32(out->data() + start, 12));
}

Status ParseSegmentHeader(const void* data, size_t size, uint32_t* id) {
  if (size < kSegmentHeaderSize) return Corrupt("header cut off");
  if (std::memcmp(data, kMagic, 4) != 0) return Corrupt("bad magic");
  ByteReader in(static_cast<const char*>(data) + 4, kSegmentHeaderSize - 4);
  uint32_t crc = 0;
  in.GetFixed32(id);
  in.Skip(4);
  in.GetFixed32(&crc);
  return crc == codec::Crc32(data, 12) ? Status() : Corrupt("header checksum mismatch");
}

void PutBlock(const BlockInfo& info, std::string_view stored, ByteBuffer* out) {
  ByteBuffer body;
  body.PutFixed32(info.raw_size);
  body.PutFixed32(static_cast<uint32_t>(stored.size()));
  body.PutFixed16(info.count);
  body.PushByte(info.compressor);
  body.PushByte(0);
  body.PutFixed64(static_cast<uint64_t>(info.min_time));
  body.PutFixed64(static_cast<uint64_t>(info.max_time));
  body.Append(stored);
  out->PutFixed32(codec::Crc32(body.view()));
  out->Append(body.view());
}

Status ParseBlock(const void* data, size_t size, BlockInfo* info, std::string_view* stored) {
  ByteReader in(data, size);
  uint32_t crc = 0;
  uint64_t min_time = 0;
  uint64_t max_time = 0;
  if (size < kBlockHeaderSize) return Corrupt("block header cut off");
  in.GetFixed32(&crc);
  in.GetFixed32(&info->raw_size);
  in.GetFixed32(&info->stored_size);
  in.GetFixed16(&info->count);
  in.GetByte(&info->compressor);
  in.Skip(1);
  in.GetFixed64(&min_time);
  in.GetFixed64(&max_time);
  info->min_time = static_cast<int64_t>(min_time);
  info->max_time = static_cast<int64_t>(max_time);
  if (info->raw_size > kMaxBlockBytes) return Corrupt("block too large");
  if (!in.GetBytes(info->stored_size, stored)) return Corrupt("block cut off");
  const size_t covered = kBlockHeaderSize - 4 + info->stored_size;
  if (crc != codec::Crc32(static_cast<const char*>(data) + 4, covered)) {
    return Corrupt("block checksum mismatch");
  }
  return Status();
}

void PutRecord(const Record& record, ByteBuffer* out) {
  codec::PutVarint(out, record.key);
  codec::PutSigned(out, record.time_ms);
  codec::PutLengthPrefixed(out, record.payload);
}

Status GetRecord(ByteReader* in, Record* record) {
  std::string_view payload;
  if (!codec::GetVarint(in, &record->key) || !codec::GetSigned(in, &record->time_ms) ||
      !codec::GetLengthPrefixed(in, &payload)) {
    return Corrupt("bad record");
  }
  record->payload.assign(payload);
  return Status();
}
}  // namespace gateway::store
