#ifndef GATEWAY_BASE_FLAGS_H_
#define GATEWAY_BASE_FLAGS_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/status.h"
#include "base/strings.h"

namespace gateway {

// "--name value" pairs and everything else, for the programs.
class Flags {
 public:
  Status Parse(int argc, char** argv, const std::vector<std::string>& known) {
    for (int i = 1; i < argc; ++i) {
      const std::string arg = argv[i];
      if (!StartsWith(arg, "--")) {
        positional_.push_back(arg);
        continue;
      }
      bool is_known = false;
      for (const std::string& name : known) is_known |= arg.substr(2) == name;
      if (!is_known) {
        return Status::Make(StatusCode::kInvalidArgument, "unknown flag %s", arg.c_str());
      }
      if (i + 1 == argc) {
        return Status::Make(StatusCode::kInvalidArgument, "%s needs a value", arg.c_str());
      }
      values_[arg.substr(2)] = argv[++i];
    }
    return Status();
  }

  std::string Get(const std::string& name) const {
    auto it = values_.find(name);
    return it == values_.end() ? std::string() : it->second;
  }
  // False only for a value that is not a number.
  bool GetNumber(const std::string& name, uint64_t fallback, uint64_t* out) const {
    *out = fallback;
    return values_.count(name) == 0 || ParseUint64(Get(name), out);
  }
  const std::vector<std::string>& positional() const { return positional_; }

 private:
  std::map<std::string, std::string> values_;
  std::vector<std::string> positional_;
};
}  // namespace gateway

#endif  // GATEWAY_BASE_FLAGS_H_
