#ifndef GATEWAY_CONFIG_CONFIG_H_
#define GATEWAY_CONFIG_CONFIG_H_

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "config/errors.h"

namespace gateway::config {

// One "[kind label]" block.  Getters return the fallback for an absent key
// and throw ValueError for a present but unusable one.
class Section {
 public:
  const std::string& kind() const { return kind_; }
  const std::string& label() const { return label_; }
  int line() const { return line_; }

  bool Has(const std::string& key) const;
  std::vector<std::string> Keys() const;  // sorted

  std::string GetString(const std::string& key, const std::string& fallback = "") const;
  int64_t GetInt(const std::string& key, int64_t fallback) const;
  double GetDouble(const std::string& key, double fallback) const;
  bool GetBool(const std::string& key, bool fallback) const;
  int64_t GetDurationMs(const std::string& key, int64_t fallback) const;
  uint64_t GetSize(const std::string& key, uint64_t fallback) const;
  // Comma separated; blanks around items and empty items vanish.
  std::vector<std::string> GetList(const std::string& key) const;
  // Like GetString, but absence is a MissingError.
  std::string Require(const std::string& key) const;
  // Throws a ValueError pointing at the line of `key`.
  [[noreturn]] void Reject(const std::string& key, const std::string& message) const;

 private:
  friend class Parser;
  struct Entry {
    std::string value;
    std::string file;
    int line;
  };
  template <typename T, typename Fn>
  T Convert(const std::string& key, T fallback, Fn fn) const;

  std::string kind_, label_, file_;
  int line_ = 0;
  std::map<std::string, Entry> entries_;
};

class Config {
 public:
  // Fetches the text of an included file; false if there is none.
  typedef std::function<bool(const std::string& name, std::string* text)> Loader;

  // Both throw ConfigError.  Values may hold any byte but newline and NUL.
  static Config Parse(std::istream& in, const std::string& file, const Loader& loader = Loader());
  // Includes are resolved relative to the directory of `path`.
  static Config LoadFile(const std::string& path);

  // A section that appears twice is merged, later keys win.
  const Section* Find(const std::string& kind, const std::string& label = "") const;
  const Section& Get(const std::string& kind, const std::string& label = "") const;
  // In order of first appearance.
  std::vector<const Section*> OfKind(const std::string& kind) const;
  const std::vector<Section>& sections() const { return sections_; }

 private:
  friend class Parser;
  std::string file_;
  std::vector<Section> sections_;
};

// Writes the merged result, one "[kind label]" block per section, keys
// sorted, values quoted where needed.
std::ostream& operator<<(std::ostream& os, const Config& config);
}  // namespace gateway::config

#endif  // GATEWAY_CONFIG_CONFIG_H_
