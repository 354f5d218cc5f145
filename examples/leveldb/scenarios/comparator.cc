// Keys are looked for by halves, and separators between neighbours are found, as for an index block.
#include "leveldb/comparator.h"

#include <string>

#include "keys.h"
#include "scenario.h"

namespace {

class Search {
 public:
  explicit Search(uint64_t seed) : random_(seed), keys_(1024) {}
  void Step(scenario::Checksum* sum) {
    const leveldb::Comparator* order = leveldb::BytewiseComparator();
    for (int i = 0; i < 64; ++i) {
      const leveldb::Slice& wanted = keys_[random_.Below(keys_.size())];
      size_t low = 0, high = keys_.size();
      while (low < high) {
        const size_t middle = (low + high) / 2;
        if (order->Compare(keys_[middle], wanted) < 0) low = middle + 1; else high = middle;
      }
      sum->Add(static_cast<uint64_t>(low));
      if (low + 1 < keys_.size()) {
        separator_.assign(keys_[low].data(), keys_[low].size());
        order->FindShortestSeparator(&separator_, keys_[low + 1]);
        sum->Add(separator_);
      }
    }
  }

 private:
  scenario::Random random_;
  Keys keys_;
  std::string separator_;
};

}  // namespace

SCENARIO(Search)
