// An index block's worth of numbers and strings is written and read again.
#include "util/coding.h"

#include <string>

#include "keys.h"
#include "scenario.h"

namespace {

class Numbers {
 public:
  explicit Numbers(uint64_t seed) : random_(seed), keys_(64) {}
  void Step(scenario::Checksum* sum) {
    text_.clear();
    for (size_t i = 0; i < keys_.size(); ++i) {
      leveldb::PutVarint32(&text_, static_cast<uint32_t>(random_.Next() >> (32 + random_.Below(32))));
      leveldb::PutVarint64(&text_, random_.Next() >> random_.Below(64));
      leveldb::PutFixed32(&text_, static_cast<uint32_t>(i));
      leveldb::PutLengthPrefixedSlice(&text_, keys_[i]);
    }
    sum->Add(text_);
    leveldb::Slice rest(text_);
    for (size_t i = 0; i < keys_.size(); ++i) {
      uint32_t small = 0;
      uint64_t large = 0;
      leveldb::Slice key;
      bool good = leveldb::GetVarint32(&rest, &small) && leveldb::GetVarint64(&rest, &large);
      sum->Add(uint64_t{leveldb::DecodeFixed32(rest.data())});
      rest.remove_prefix(4);
      good = good && leveldb::GetLengthPrefixedSlice(&rest, &key);
      sum->Add(uint64_t{good} + small + large + key.size());
    }
  }

 private:
  scenario::Random random_;
  Keys keys_;
  std::string text_;
};

}  // namespace

SCENARIO(Numbers)
