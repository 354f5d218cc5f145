#include "store/segment_log.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/log.h"
#include "base/strings.h"

namespace gateway::store {
namespace fs = std::filesystem;

namespace {
Status IoError(const char* what, const std::string& path) {
  return Status::Make(StatusCode::kIoError, "%s %s: %s", what, path.c_str(), std::strerror(errno));
}
}  // namespace

SegmentLog::SegmentLog(const std::string& dir, const Options& options)
    : dir_(dir), options_(options), compressor_(compress::NewCompressor(options.compressor)) {
  if (options_.block_cache != nullptr) cache_id_ = options_.block_cache->NewId();
}

SegmentLog::~SegmentLog() {
  Status status = Flush();
  if (!status.ok()) GW_ERROR("closing %s: %s", dir_.c_str(), status.message().c_str());
  CloseFile();
}

void SegmentLog::CloseFile() {
  if (file_ != nullptr) std::fclose(file_);
  file_ = nullptr;
}

std::string SegmentLog::PathFor(uint32_t id) const { return dir_ + StrPrintf("/seg-%06u.gws", id); }

Status SegmentLog::Open(const std::string& dir, const Options& options,
                        std::unique_ptr<SegmentLog>* log) {
  std::error_code error;
  fs::create_directories(dir, error);
  if (error) {
    return Status::Make(StatusCode::kIoError, "create %s: %s", dir.c_str(),
                        error.message().c_str());
  }
  std::unique_ptr<SegmentLog> out(new SegmentLog(dir, options));
  if (out->compressor_ == nullptr) {
    return Status::Make(StatusCode::kInvalidArgument, "unknown compressor '%s'",
                        options.compressor.c_str());
  }
  GW_RETURN_IF_ERROR(out->Recover());
  *log = std::move(out);
  return Status();
}

Status SegmentLog::Append(const Record& record) {
  if (record.payload.size() > kMaxBlockBytes / 2) {
    return Status::Make(StatusCode::kResourceExhausted, "record of %zu bytes",
                        record.payload.size());
  }
  BlockInfo& info = pending_info_;
  info.min_time = info.count == 0 ? record.time_ms : std::min(info.min_time, record.time_ms);
  info.max_time = info.count == 0 ? record.time_ms : std::max(info.max_time, record.time_ms);
  ++info.count;
  PutRecord(record, &pending_);
  if (pending_.size() >= options_.block_bytes || info.count == UINT16_MAX) return Flush();
  return Status();
}

Status SegmentLog::Flush() {
  if (pending_info_.count == 0) return Status();
  if (file_ == nullptr || segments_.back().size >= options_.segment_bytes) {
    GW_RETURN_IF_ERROR(StartSegment());
  }
  ByteBuffer stored;
  compressor_->Compress(pending_.data(), pending_.size(), &stored);
  pending_info_.compressor = compressor_->id();
  if (stored.size() >= pending_.size()) {
    stored = pending_;
    pending_info_.compressor = 0;
  }
  Segment& segment = segments_.back();
  pending_info_.offset = segment.size;
  pending_info_.raw_size = static_cast<uint32_t>(pending_.size());
  pending_info_.stored_size = static_cast<uint32_t>(stored.size());
  ByteBuffer block;
  PutBlock(pending_info_, stored.view(), &block);
  GW_RETURN_IF_ERROR(Write(block));
  segment.blocks.push_back(pending_info_);
  pending_.Clear();
  pending_info_ = BlockInfo();
  return Status();
}

Status SegmentLog::StartSegment() {
  CloseFile();
  Segment segment;
  segment.id = segments_.empty() ? 1 : segments_.back().id + 1;
  segment.path = PathFor(segment.id);
  file_ = std::fopen(segment.path.c_str(), "wb");
  if (file_ == nullptr) return IoError("create", segment.path);
  segments_.push_back(segment);
  ByteBuffer header;
  PutSegmentHeader(segment.id, &header);
  return Write(header);
}

Status SegmentLog::Write(const ByteBuffer& bytes) {
  Segment& segment = segments_.back();
  if (std::fwrite(bytes.data(), 1, bytes.size(), file_) != bytes.size() ||
      std::fflush(file_) != 0) {
    return IoError("write", segment.path);
  }
  segment.size += bytes.size();
  return Status();
}

Status SegmentLog::ReadBlock(const Segment& segment, const BlockInfo& block, std::string* raw) {
  cache::Cache* cache = options_.block_cache;
  const std::string key = StrPrintf("%llu/%u/%llu", static_cast<unsigned long long>(cache_id_),
                                    segment.id, static_cast<unsigned long long>(block.offset));
  cache::Cache::Handle* handle = cache != nullptr ? cache->Lookup(key) : nullptr;
  if (handle == nullptr) {
    std::string bytes(kBlockHeaderSize + block.stored_size, '\0');
    std::FILE* file = std::fopen(segment.path.c_str(), "rb");
    if (file == nullptr) return IoError("open", segment.path);
    const bool done = std::fseek(file, static_cast<long>(block.offset), SEEK_SET) == 0 &&
                      std::fread(&bytes[0], 1, bytes.size(), file) == bytes.size();
    std::fclose(file);
    if (!done) return Status::Make(StatusCode::kIoError, "short read: %s", segment.path.c_str());
    BlockInfo info;
    std::string_view stored;
    GW_RETURN_IF_ERROR(ParseBlock(bytes.data(), bytes.size(), &info, &stored));
    std::unique_ptr<compress::Compressor> codec = compress::NewCompressorById(info.compressor);
    if (codec == nullptr) {
      return Status::Make(StatusCode::kUnsupported, "segment: unknown compressor %u",
                          static_cast<unsigned>(info.compressor));
    }
    ByteBuffer plain;
    GW_RETURN_IF_ERROR(codec->Decompress(stored.data(), stored.size(), info.raw_size, &plain));
    *raw = plain.ToString();
    if (cache == nullptr) return Status();
    handle =
        cache->Insert(key, new std::string(*raw), raw->size(), &cache::DeleteValue<std::string>);
  }
  *raw = *static_cast<std::string*>(cache->Value(handle));
  cache->Release(handle);
  return Status();
}

SegmentLog::Iterator SegmentLog::Scan(const Filter& filter) {
  Iterator it(this, filter);
  it.status_ = Flush();
  return it;
}

bool SegmentLog::Iterator::NextBlock() {
  for (; segment_ < log_->segments_.size(); ++segment_, block_ = 0) {
    const Segment& segment = log_->segments_[segment_];
    while (block_ < segment.blocks.size()) {
      const BlockInfo& block = segment.blocks[block_++];
      if (block.max_time < filter_.from || block.min_time >= filter_.to) continue;
      status_ = log_->ReadBlock(segment, block, &raw_);
      reader_ = ByteReader(raw_.data(), raw_.size());
      return status_.ok();
    }
  }
  return false;
}

bool SegmentLog::Iterator::Next(Record* record) {
  while (status_.ok()) {
    if (reader_.remaining() == 0 && !NextBlock()) return false;
    status_ = GetRecord(&reader_, record);
    if (status_.ok() && filter_.Matches(*record)) return true;
  }
  return false;
}

size_t SegmentLog::record_count() const {
  size_t n = pending_info_.count;
  for (const Segment& segment : segments_) {
    for (const BlockInfo& block : segment.blocks) n += block.count;
  }
  return n;
}

std::string SegmentLog::Describe() const {
  std::string out;
  for (const Segment& s : segments_) {
    out += StrPrintf("segment %u: %llu bytes, %zu blocks\n", s.id,
                     static_cast<unsigned long long>(s.size), s.blocks.size());
    for (const BlockInfo& b : s.blocks) {
      out += StrPrintf("  @%llu %u records, %u -> %u bytes (%u), time %lld..%lld\n",
                       static_cast<unsigned long long>(b.offset), b.count, b.raw_size,
                       b.stored_size, b.compressor, static_cast<long long>(b.min_time),
                       static_cast<long long>(b.max_time));
    }
  }
  return out;
}
}  // namespace gateway::store
