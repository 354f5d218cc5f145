// The checksum of a block of 4 KiB.
#include "util/crc32c.h"

#include <string>

#include "scenario.h"

namespace {

class Block {
 public:
  explicit Block(uint64_t seed) : random_(seed) {
    for (int i = 0; i < 4096; ++i) block_.push_back(static_cast<char>(random_.Next()));
  }
  void Step(scenario::Checksum* sum) {
    block_[random_.Below(block_.size())] = static_cast<char>(random_.Next());
    sum->Add(uint64_t{leveldb::crc32c::Mask(leveldb::crc32c::Value(block_.data(), block_.size()))});
  }

 private:
  scenario::Random random_;
  std::string block_;
};

}  // namespace

SCENARIO(Block)
