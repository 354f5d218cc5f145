// Hashes of keys.
#include "util/hash.h"

#include "keys.h"
#include "scenario.h"

namespace {

class Hashes {
 public:
  explicit Hashes(uint64_t seed) : random_(seed), keys_(256) {}
  void Step(scenario::Checksum* sum) {
    const uint32_t start = static_cast<uint32_t>(random_.Next());
    for (size_t i = 0; i < keys_.size(); ++i) sum->Add(uint64_t{leveldb::Hash(keys_[i].data(), keys_[i].size(), start)});
  }

 private:
  scenario::Random random_;
  Keys keys_;
};

}  // namespace

SCENARIO(Hashes)
