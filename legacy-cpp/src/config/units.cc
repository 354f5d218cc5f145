#include "config/units.h"

#include <string>

#include "base/strings.h"
#include "config/errors.h"

namespace gateway::config {
namespace {
struct Unit {
  const char* name;
  int64_t factor;
};

const Unit kDurationUnits[] = {
    {"d", 86400000}, {"h", 3600000}, {"m", 60000}, {"s", 1000}, {"ms", 1}};
const Unit kSizeUnits[] = {{"", 1},         {"B", 1},         {"kB", 1000},       {"KiB", 1024},
                           {"MB", 1000000}, {"MiB", 1048576}, {"GiB", 1073741824}};

[[noreturn]] void Throw(const char* what, std::string_view text) {
  throw UnitError(std::string(what) + " '" + EscapeBytes(text) + "'");
}

// Splits the leading digits off *rest.
std::string_view TakeDigits(std::string_view* rest) {
  size_t n = 0;
  while (n < rest->size() && IsDigit((*rest)[n])) ++n;
  std::string_view digits = rest->substr(0, n);
  rest->remove_prefix(n);
  return digits;
}
}  // namespace

int64_t ParseDurationMs(std::string_view text) {
  if (text == "0") return 0;
  if (text.empty()) Throw("invalid duration", text);
  int64_t total = 0;
  size_t smallest = 0;  // units before this index may no longer appear
  for (std::string_view rest = text; !rest.empty();) {
    int64_t n;
    if (!ParseInt64(TakeDigits(&rest), &n)) Throw("invalid duration", text);
    size_t letters = 0;
    while (letters < rest.size() && !IsDigit(rest[letters])) ++letters;
    std::string_view name = rest.substr(0, letters);
    rest.remove_prefix(letters);
    size_t i = smallest;
    while (i < 5 && name != kDurationUnits[i].name) ++i;
    if (i == 5) Throw("invalid duration", text);
    smallest = i + 1;
    if (n > (INT64_MAX - total) / kDurationUnits[i].factor) { Throw("duration too large", text); }
    total += n * kDurationUnits[i].factor;
  }
  return total;
}

uint64_t ParseSize(std::string_view text) {
  std::string_view rest = text;
  uint64_t n;
  if (!ParseUint64(TakeDigits(&rest), &n)) Throw("invalid size", text);
  for (const Unit& unit : kSizeUnits) {
    if (rest != unit.name) continue;
    const uint64_t factor = static_cast<uint64_t>(unit.factor);
    if (n > UINT64_MAX / factor) Throw("size too large", text);
    return n * factor;
  }
  Throw("invalid size", text);
}

bool ParseBool(std::string_view text) {
  for (const char* yes : {"yes", "true", "on", "1"}) {
    if (EqualsIgnoreCase(text, yes)) return true;
  }
  for (const char* no : {"no", "false", "off", "0"}) {
    if (EqualsIgnoreCase(text, no)) return false;
  }
  Throw("invalid boolean", text);
}
}  // namespace gateway::config
