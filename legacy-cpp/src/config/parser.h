#ifndef GATEWAY_CONFIG_PARSER_H_
#define GATEWAY_CONFIG_PARSER_H_

#include <istream>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"

namespace gateway::config {

// Internal to the module.  Grammar, line by line:
//   # or ; comment          [kind] or [kind label]
//   include a.conf, b.conf  key = value      key += item
// A backslash at the end joins lines.  "quoted" values know \n \t \\ \" \xHH.
class Parser {
 public:
  Parser(Config* config, const Config::Loader& loader) : config_(config), loader_(loader) {}
  void ParseStream(std::istream& in, const std::string& file);

 private:
  void ParseLine(std::string_view line);
  void ParseHeader(std::string_view line);
  void ParseInclude(std::string_view names);
  void ParseAssignment(std::string_view line);
  std::string ParseValue(std::string_view text) const;
  std::string ParseQuoted(std::string_view text) const;
  Section* Open(const std::string& kind, const std::string& label);
  [[noreturn]] void Fail(const std::string& message) const;

  static const size_t kMaxDepth = 8;

  Config* config_;
  const Config::Loader& loader_;
  std::vector<std::string> files_;  // include stack, innermost last
  int line_ = 0;
  // An index: the vector of sections moves as it grows.  -1 before the first.
  int current_ = -1;
};
}  // namespace gateway::config

#endif  // GATEWAY_CONFIG_PARSER_H_
