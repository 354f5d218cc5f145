#pragma once
#include <string>

namespace zoo {
class Node {
 public:
  explicit Node(std::string& data) : data_(&data) {}
  const std::string& name() const { return *data_; }
  void rename(const std::string& name) { *data_ = name; }

 private:
  std::string* data_;
};
}
