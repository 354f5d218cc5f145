// Records are put into a block as it lies in a file, and read from it again.
#include "store/format.h"

#include "scenario.h"

namespace {

namespace store = gateway::store;

class Blocks {
 public:
  explicit Blocks(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    raw_.Clear();
    store::Record record;
    for (int i = 0; i < 32; ++i) {
      record.key = random_.Below(100);
      record.time_ms = time_ += 25;
      record.payload.assign(40 + random_.Below(80), static_cast<char>('a' + i % 26));
      store::PutRecord(record, &raw_);
    }
    store::BlockInfo info;
    info.raw_size = static_cast<uint32_t>(raw_.size());
    info.stored_size = info.raw_size;
    info.count = 32;
    info.min_time = time_ - 31 * 25;
    info.max_time = time_;
    block_.Clear();
    store::PutBlock(info, raw_.view(), &block_);
    sum->Add(block_.view());
    std::string_view stored;
    store::BlockInfo read;
    sum->Add(static_cast<uint64_t>(store::ParseBlock(block_.data(), block_.size(), &read, &stored).ok()));
    gateway::ByteReader reader(stored.data(), stored.size());
    while (reader.remaining() > 0 && store::GetRecord(&reader, &record).ok()) {
      sum->Add(record.key);
      sum->Add(static_cast<uint64_t>(record.payload.size()));
    }
  }

 private:
  scenario::Random random_;
  int64_t time_ = 1700000000000;
  gateway::ByteBuffer raw_, block_;
};

}  // namespace

SCENARIO(Blocks)
