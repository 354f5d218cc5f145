#include "config/config.h"

#include <fstream>
#include <iterator>
#include <ostream>

#include "base/strings.h"
#include "config/units.h"

namespace gateway::config {
bool Section::Has(const std::string& key) const { return entries_.count(key) != 0; }

std::vector<std::string> Section::Keys() const {
  std::vector<std::string> out;
  for (const auto& entry : entries_) out.push_back(entry.first);
  return out;
}

void Section::Reject(const std::string& key, const std::string& message) const {
  auto it = entries_.find(key);
  if (it == entries_.end()) throw ValueError(file_, line_, key, message);
  throw ValueError(it->second.file, it->second.line, key, message);
}

template <typename T, typename Fn>
T Section::Convert(const std::string& key, T fallback, Fn fn) const {
  auto it = entries_.find(key);
  if (it == entries_.end()) return fallback;
  try {
    return fn(it->second.value);
  } catch (const UnitError& e) { Reject(key, e.what()); }
}

std::string Section::GetString(const std::string& key, const std::string& fallback) const {
  auto it = entries_.find(key);
  return it == entries_.end() ? fallback : it->second.value;
}

int64_t Section::GetInt(const std::string& key, int64_t fallback) const {
  return Convert(key, fallback, [](const std::string& text) {
    int64_t v;
    if (!ParseInt64(text, &v)) { throw UnitError("invalid integer '" + EscapeBytes(text) + "'"); }
    return v;
  });
}

double Section::GetDouble(const std::string& key, double fallback) const {
  return Convert(key, fallback, [](const std::string& text) {
    double v;
    if (!ParseDouble(text, &v)) { throw UnitError("invalid number '" + EscapeBytes(text) + "'"); }
    return v;
  });
}

bool Section::GetBool(const std::string& key, bool fallback) const {
  return Convert(key, fallback, ParseBool);
}

int64_t Section::GetDurationMs(const std::string& key, int64_t fallback) const {
  return Convert(key, fallback, ParseDurationMs);
}

uint64_t Section::GetSize(const std::string& key, uint64_t fallback) const {
  return Convert(key, fallback, ParseSize);
}

std::vector<std::string> Section::GetList(const std::string& key) const {
  std::vector<std::string> out;
  const std::string value = GetString(key);
  for (std::string_view item : Split(value, ',')) {
    item = Trim(item);
    if (!item.empty()) out.emplace_back(item);
  }
  return out;
}

std::string Section::Require(const std::string& key) const {
  if (!Has(key)) throw MissingError(file_, line_, "missing key '" + key + "'");
  return GetString(key);
}

Config Config::LoadFile(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw ConfigError(path, 0, "cannot open");
  const size_t slash = path.rfind('/');
  const std::string dir = slash == std::string::npos ? "" : path.substr(0, slash + 1);
  return Parse(in, path, [dir](const std::string& name, std::string* text) {
    std::ifstream file(name[0] == '/' ? name : dir + name, std::ios::binary);
    if (!file) return false;
    text->assign(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    return true;
  });
}

const Section* Config::Find(const std::string& kind, const std::string& label) const {
  for (const Section& s : sections_) {
    if (s.kind() == kind && s.label() == label) return &s;
  }
  return nullptr;
}

const Section& Config::Get(const std::string& kind, const std::string& label) const {
  const Section* section = Find(kind, label);
  if (section != nullptr) return *section;
  throw MissingError(file_, 0,
                     "missing section [" + kind + (label.empty() ? "" : " " + label) + "]");
}

std::vector<const Section*> Config::OfKind(const std::string& kind) const {
  std::vector<const Section*> out;
  for (const Section& s : sections_) {
    if (s.kind() == kind) out.push_back(&s);
  }
  return out;
}

std::ostream& operator<<(std::ostream& os, const Config& config) {
  for (const Section& section : config.sections()) {
    os << '[' << section.kind() << (section.label().empty() ? "" : " ") << section.label() << "]\n";
    for (const std::string& key : section.Keys()) {
      const std::string value = section.GetString(key);
      const bool plain = value == EscapeBytes(value) && value == Trim(value) &&
                         value.find_first_of("#;") == std::string::npos;
      os << key << " = ";
      if (plain) {
        os << value << '\n';
      } else {
        os << '"' << EscapeBytes(value) << "\"\n";
      }
    }
  }
  return os;
}
}  // namespace gateway::config
