// The filters of a table with 16 blocks are made, and asked.
#include "table/filter_block.h"

#include <memory>

#include "keys.h"
#include "leveldb/filter_policy.h"
#include "scenario.h"

namespace {

class Table {
 public:
  explicit Table(uint64_t seed) : random_(seed), policy_(leveldb::NewBloomFilterPolicy(10)), keys_(16 * 40) {}
  void Step(scenario::Checksum* sum) {
    leveldb::FilterBlockBuilder builder(policy_.get());
    for (size_t block = 0; block < 16; ++block) {
      builder.StartBlock(block * 4096);
      for (size_t i = 0; i < 40; ++i) builder.AddKey(keys_[block * 40 + i]);
    }
    const leveldb::Slice filter = builder.Finish();
    sum->Add(std::string_view(filter.data(), filter.size()));
    leveldb::FilterBlockReader reader(policy_.get(), filter);
    for (int i = 0; i < 64; ++i) {
      sum->Add(uint64_t{reader.KeyMayMatch(random_.Below(16) * 4096, keys_[random_.Below(keys_.size())])});
    }
  }

 private:
  scenario::Random random_;
  std::unique_ptr<const leveldb::FilterPolicy> policy_;
  Keys keys_;
};

}  // namespace

SCENARIO(Table)
