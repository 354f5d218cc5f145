// The filter of a block is made, and asked for keys that are there and keys that are not.
#include <memory>
#include <string>

#include "keys.h"
#include "leveldb/filter_policy.h"
#include "scenario.h"

namespace {

class Filter {
 public:
  explicit Filter(uint64_t seed) : random_(seed), policy_(leveldb::NewBloomFilterPolicy(10)), keys_(400) {}
  void Step(scenario::Checksum* sum) {
    filter_.clear();
    policy_->CreateFilter(keys_.data(), 200, &filter_);
    sum->Add(filter_);
    for (int i = 0; i < 100; ++i) sum->Add(uint64_t{policy_->KeyMayMatch(keys_[random_.Below(400)], filter_)});
  }

 private:
  scenario::Random random_;
  std::unique_ptr<const leveldb::FilterPolicy> policy_;
  Keys keys_;
  std::string filter_;
};

}  // namespace

SCENARIO(Filter)
