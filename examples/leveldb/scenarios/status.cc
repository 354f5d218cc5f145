// Mostly everything is fine, sometimes something is not there; statuses are copied, moved, asked and printed.
#include "leveldb/status.h"

#include <string>
#include <utility>

#include "scenario.h"

namespace {

using leveldb::Status;

class Answers {
 public:
  explicit Answers(uint64_t seed) : random_(seed) {}
  void Step(scenario::Checksum* sum) {
    for (int i = 0; i < 64; ++i) {
      Status status = random_.Below(8) == 0 ? Status::NotFound("key", "user:profile:100007") : Status::OK();
      Status copy = status;
      Status moved = std::move(status);
      sum->Add(uint64_t{copy.ok()} + uint64_t{moved.IsNotFound()} + uint64_t{copy.IsCorruption()});
      if (!moved.ok()) sum->Add(moved.ToString());
    }
  }

 private:
  scenario::Random random_;
};

}  // namespace

SCENARIO(Answers)
