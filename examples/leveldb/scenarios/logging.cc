// Numbers and keys become readable, and numbers are read again.
#include "util/logging.h"

#include <string>

#include "leveldb/slice.h"
#include "scenario.h"

namespace {

class Lines {
 public:
  explicit Lines(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    line_.clear();
    for (int i = 0; i < 32; ++i) {
      const uint64_t number = random_.Next() >> random_.Below(64);
      leveldb::AppendNumberTo(&line_, number);
      leveldb::Slice rest(line_.data() + line_.size() - 1, 1);
      uint64_t digit = 0;
      sum->Add(uint64_t{leveldb::ConsumeDecimalNumber(&rest, &digit)} + digit);
      leveldb::AppendEscapedStringTo(&line_, leveldb::Slice(reinterpret_cast<const char*>(&number), sizeof number));
      leveldb::Slice whole(text_);
      sum->Add(uint64_t{leveldb::ConsumeDecimalNumber(&whole, &digit)} + digit);
    }
    sum->Add(line_);
  }

 private:
  scenario::Random random_;
  const std::string text_ = "1844674407370955161 and more";
  std::string line_;
};

}  // namespace

SCENARIO(Lines)
