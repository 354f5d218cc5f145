#include "config/errors.h"

namespace gateway::config {
ConfigError::ConfigError(const std::string& file, int line, const std::string& message)
    : std::runtime_error(file + (line > 0 ? ":" + std::to_string(line) : "") + ": " + message),
      file_(file),
      line_(line) {}

ValueError::ValueError(const std::string& file, int line, const std::string& key,
                       const std::string& message)
    : ConfigError(file, line, key + ": " + message), key_(key) {}
}  // namespace gateway::config
