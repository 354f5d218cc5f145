#ifndef GATEWAY_BASE_STRINGS_H_
#define GATEWAY_BASE_STRINGS_H_

#include <cstdarg>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/status.h"

namespace gateway {
std::string StrPrintf(const char* fmt, ...) GW_PRINTF_ATTR(1, 2);
std::string StrVPrintf(const char* fmt, va_list args);

// ASCII only on purpose: config values may hold arbitrary bytes.
inline bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }
inline bool IsIdentStart(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
inline bool IsIdent(char c) { return IsIdentStart(c) || IsDigit(c); }

std::string_view Trim(std::string_view s);
// "a,,b" gives three pieces; "" gives one empty piece.
std::vector<std::string_view> Split(std::string_view s, char separator);
bool StartsWith(std::string_view s, std::string_view prefix);
bool EqualsIgnoreCase(std::string_view a, std::string_view b);

// Whole-string conversions: no surrounding blanks, no trailing garbage, and
// false on overflow.  *out is untouched on failure.
bool ParseInt64(std::string_view s, int64_t* out);
bool ParseUint64(std::string_view s, uint64_t* out);
// Decimal notation only; "inf", "nan" and hex floats are refused.
bool ParseDouble(std::string_view s, double* out);

// Shortest text that reads back as the same double.
std::string FormatDouble(double v);

// Printable ASCII stays, the rest becomes \n, \t, \\, \" or \xHH.
std::string EscapeBytes(std::string_view bytes);
std::string HexEncode(std::string_view bytes);
bool HexDecode(std::string_view hex, std::string* out);

template <typename Container>
std::string Join(const Container& parts, std::string_view separator) {
  std::string out;
  bool first = true;
  for (const auto& part : parts) {
    if (!first) out += separator;
    first = false;
    out += part;
  }
  return out;
}
}  // namespace gateway

#endif  // GATEWAY_BASE_STRINGS_H_
