#ifndef GATEWAY_STORE_SEGMENT_LOG_H_
#define GATEWAY_STORE_SEGMENT_LOG_H_

#include <cstdio>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "cache/cache.h"
#include "compress/compressor.h"
#include "store/format.h"

namespace gateway::store {
struct Options {
  size_t segment_bytes = 256 * 1024;  // a segment past this size is closed
  size_t block_bytes = 4096;          // raw bytes collected before a write
  std::string compressor = "lz";
  cache::Cache* block_cache = nullptr;  // not owned, may be nullptr
};

struct Filter {
  bool any_key = true;
  uint64_t key = 0;
  int64_t from = INT64_MIN;
  int64_t to = INT64_MAX;  // exclusive

  bool Matches(const Record& r) const {
    return (any_key || r.key == key) && r.time_ms >= from && r.time_ms < to;
  }
};

// Append-only log of records in a directory of "seg-000001.gws" files.  Not
// thread safe.  A record is durable against a crash of the process once
// Flush() returned.
class SegmentLog {
 public:
  // What Open() found and what it had to give up.
  struct Recovery {
    size_t segments = 0;
    size_t blocks = 0;
    size_t records = 0;
    size_t lost_bytes = 0;
    std::vector<std::string> problems;
  };

  class Iterator {
   public:
    // False at the end or on an error, see status().
    bool Next(Record* record);
    const Status& status() const { return status_; }

   private:
    friend class SegmentLog;
    Iterator(SegmentLog* log, const Filter& filter)
        : log_(log), filter_(filter), reader_(nullptr, 0) {}
    bool NextBlock();

    SegmentLog* log_;
    Filter filter_;
    Status status_;
    size_t segment_ = 0;
    size_t block_ = 0;
    std::string raw_;
    ByteReader reader_;
  };

  static Status Open(const std::string& dir, const Options& options,
                     std::unique_ptr<SegmentLog>* log);
  ~SegmentLog();

  Status Append(const Record& record);
  Status Flush();
  // Flushes first.  Appending or compacting invalidates the iterator.
  Iterator Scan(const Filter& filter = Filter());
  // Rewrites the log with the records that `keep` wants, old files last: a
  // crash in between leaves duplicates, never holes.
  Status Compact(const std::function<bool(const Record&)>& keep);

  const Recovery& recovery() const { return recovery_; }
  // Index of the flushed blocks, one line per block; for debugging and tests.
  std::string Describe() const;
  size_t record_count() const;
  size_t segment_count() const { return segments_.size(); }

 private:
  struct Segment {
    uint32_t id = 0;
    std::string path;
    uint64_t size = 0;
    std::vector<BlockInfo> blocks;
  };

  SegmentLog(const std::string& dir, const Options& options);
  Status Recover();
  Status LoadSegment(const std::string& path, bool is_last);
  Status StartSegment();
  Status Write(const ByteBuffer& bytes);
  Status ReadBlock(const Segment& segment, const BlockInfo& block, std::string* raw);
  std::string PathFor(uint32_t id) const;
  void CloseFile();

  const std::string dir_;
  const Options options_;
  std::unique_ptr<compress::Compressor> compressor_;
  std::vector<Segment> segments_;
  Recovery recovery_;
  std::FILE* file_ = nullptr;  // last segment, opened for appending
  ByteBuffer pending_;
  BlockInfo pending_info_;
  uint64_t cache_id_ = 0;
};
}  // namespace gateway::store

#endif  // GATEWAY_STORE_SEGMENT_LOG_H_
