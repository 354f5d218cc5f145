// Opening and compacting: everything that looks at a directory as a whole.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/log.h"
#include "base/strings.h"
#include "store/segment_log.h"

namespace gateway::store {
namespace fs = std::filesystem;

Status SegmentLog::Recover() {
  std::vector<std::string> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(dir_)) {
    const std::string name = entry.path().filename().string();
    if (entry.path().extension() == ".gws" && StartsWith(name, "seg-")) {
      paths.push_back(dir_ + "/" + name);
    }
  }
  std::sort(paths.begin(), paths.end());
  for (size_t i = 0; i < paths.size(); ++i) {
    GW_RETURN_IF_ERROR(LoadSegment(paths[i], i + 1 == paths.size()));
  }
  recovery_.segments = segments_.size();
  if (segments_.empty()) return Status();
  file_ = std::fopen(segments_.back().path.c_str(), "ab");
  return file_ != nullptr ? Status()
                          : Status::Make(StatusCode::kIoError, "cannot append to %s",
                                         segments_.back().path.c_str());
}

Status SegmentLog::LoadSegment(const std::string& path, bool is_last) {
  std::ifstream in(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  const std::string name = path.substr(path.rfind('/') + 1);
  Segment segment;
  segment.path = path;
  Status status = ParseSegmentHeader(bytes.data(), bytes.size(), &segment.id);
  if (!status.ok()) {
    // A crash while the file was created; nothing can be in it yet.
    if (is_last && bytes.size() < kSegmentHeaderSize) {
      recovery_.lost_bytes += bytes.size();
      recovery_.problems.push_back(name + ": removed, " + status.message());
      fs::remove(path);
      return Status();
    }
    return status.Annotate(name);
  }
  segment.size = kSegmentHeaderSize;
  while (segment.size < bytes.size()) {
    BlockInfo block;
    std::string_view stored;
    block.offset = segment.size;
    status = ParseBlock(bytes.data() + segment.size, bytes.size() - segment.size, &block, &stored);
    if (!status.ok()) break;
    segment.size += kBlockHeaderSize + block.stored_size;
    segment.blocks.push_back(block);
    ++recovery_.blocks;
    recovery_.records += block.count;
  }
  if (!status.ok()) {
    recovery_.lost_bytes += bytes.size() - segment.size;
    recovery_.problems.push_back(name + StrPrintf(" at %llu: %s",
                                                  static_cast<unsigned long long>(segment.size),
                                                  status.message().c_str()));
    GW_WARN("%s", recovery_.problems.back().c_str());
    // Only the tail of the last segment can be torn by a crash, and only it
    // is cut off.  Damage elsewhere is kept for a human to look at.
    if (is_last) fs::resize_file(path, segment.size);
  }
  segments_.push_back(segment);
  return Status();
}

Status SegmentLog::Compact(const std::function<bool(const Record&)>& keep) {
  GW_RETURN_IF_ERROR(Flush());
  std::vector<Segment> old = segments_;
  Status status;
  {
    // Reads the old segments through a second log with nothing pending.
    std::unique_ptr<SegmentLog> reader;
    GW_RETURN_IF_ERROR(Open(dir_, options_, &reader));
    if (!segments_.empty()) GW_RETURN_IF_ERROR(StartSegment());
    Iterator it = reader->Scan();
    for (Record record; status.ok() && it.Next(&record);) {
      if (keep(record)) status = Append(record);
    }
    if (status.ok()) status = it.status();
    if (status.ok()) status = Flush();
  }
  GW_RETURN_IF_ERROR(status);
  for (const Segment& segment : old) fs::remove(segment.path);
  segments_.erase(segments_.begin(), segments_.begin() + static_cast<std::ptrdiff_t>(old.size()));
  return Status();
}
}  // namespace gateway::store
