#ifndef GATEWAY_CONFIG_ERRORS_H_
#define GATEWAY_CONFIG_ERRORS_H_

#include <stdexcept>
#include <string>

namespace gateway::config {

// what() is "file:line: message"; without the line when it is 0.
class ConfigError : public std::runtime_error {
 public:
  ConfigError(const std::string& file, int line, const std::string& message);
  const std::string& file() const { return file_; }
  int line() const { return line_; }

 private:
  std::string file_;
  int line_;
};

class SyntaxError : public ConfigError {
 public:
  using ConfigError::ConfigError;
};

class IncludeError : public ConfigError {
 public:
  using ConfigError::ConfigError;
};

// A required section or key is not there.
class MissingError : public ConfigError {
 public:
  using ConfigError::ConfigError;
};

// A value is there but means nothing; the line is that of the value.
class ValueError : public ConfigError {
 public:
  ValueError(const std::string& file, int line, const std::string& key, const std::string& message);
  const std::string& key() const { return key_; }

 private:
  std::string key_;
};

// Thrown by the unit parsers, which know nothing about files and lines.
// Section getters turn it into a ValueError.
class UnitError : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};
}  // namespace gateway::config

#endif  // GATEWAY_CONFIG_ERRORS_H_
