// Keys as a table has them: a common beginning, then a number.
#ifndef EXAMPLES_LEVELDB_SCENARIOS_KEYS_H_
#define EXAMPLES_LEVELDB_SCENARIOS_KEYS_H_

#include <string>
#include <vector>

#include "leveldb/slice.h"

class Keys {
 public:
  explicit Keys(size_t count) {
    for (size_t i = 0; i < count; ++i) texts_.push_back("user:profile:" + std::to_string(100000 + i * 7));
    for (const std::string& text : texts_) slices_.emplace_back(text);
  }
  size_t size() const { return slices_.size(); }
  const leveldb::Slice* data() const { return slices_.data(); }
  const leveldb::Slice& operator[](size_t i) const { return slices_[i]; }

 private:
  std::vector<std::string> texts_;
  std::vector<leveldb::Slice> slices_;
};

#endif  // EXAMPLES_LEVELDB_SCENARIOS_KEYS_H_
