// Records of all sizes are written to a log, and read again.
#include <cstring>
#include <string>

#include "db/log_reader.h"
#include "db/log_writer.h"
#include "leveldb/env.h"
#include "scenario.h"

namespace {

using leveldb::Slice;
using leveldb::Status;

class Written : public leveldb::WritableFile {
 public:
  Status Append(const Slice& data) override { bytes.append(data.data(), data.size()); return Status::OK(); }
  Status Close() override { return Status::OK(); }
  Status Flush() override { return Status::OK(); }
  Status Sync() override { return Status::OK(); }
  std::string bytes;
};

class Stored : public leveldb::SequentialFile {
 public:
  explicit Stored(const std::string& bytes) : rest_(bytes) {}
  Status Read(size_t n, Slice* result, char* scratch) override {
    const size_t size = n < rest_.size() ? n : rest_.size();
    std::memcpy(scratch, rest_.data(), size);
    *result = Slice(scratch, size);
    rest_.remove_prefix(size);
    return Status::OK();
  }
  Status Skip(uint64_t n) override { rest_.remove_prefix(n); return Status::OK(); }

 private:
  Slice rest_;
};

class Log {
 public:
  explicit Log(uint64_t seed) : random_(seed), record_(70000, 'r') {}
  void Step(scenario::Checksum* sum) {
    Written file;
    leveldb::log::Writer writer(&file);
    for (int i = 0; i < 40; ++i) {
      const size_t size = i == 20 ? record_.size() : 50 + random_.Below(400);
      sum->Add(uint64_t{writer.AddRecord(Slice(record_.data(), size)).ok()});
    }
    sum->Add(file.bytes);
    Stored stored(file.bytes);
    leveldb::log::Reader reader(&stored, nullptr, true, 0);
    Slice record;
    std::string scratch;
    while (reader.ReadRecord(&record, &scratch)) sum->Add(uint64_t{record.size()} + reader.LastRecordOffset());
  }

 private:
  scenario::Random random_;
  std::string record_;
};

}  // namespace

SCENARIO(Log)
