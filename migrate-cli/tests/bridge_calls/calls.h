// Calls in both directions, and who keeps what: an API made for the tests of the bridge.
#pragma once

#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace calls {

// Objects by value in containers.

class Part {
 public:
  explicit Part(int size) : size_(size) {}
  ~Part() {}
  int size() const { return size_; }

 private:
  int size_;
};

inline int total(const std::vector<Part>& parts) {
  int sum = 0;
  for (const Part& part : parts) sum += part.size();
  return sum;
}

inline int named(std::map<std::string, Part> parts) { return static_cast<int>(parts.size()); }

inline int held(std::vector<std::unique_ptr<Part>> parts) {
  int there = 0;
  for (const auto& part : parts) there += part != nullptr;
  return there;
}

inline int of(std::function<Part(int)> make) { return make(3).size(); }

}  // namespace calls
