#include "config.h"
namespace { struct ConfigError { int line; }; }
static int ParseNumber(const char* text) {
  if (*text == 0) throw ConfigError{1};
  return *text - '0';
}
int LoadConfig(const char* text) {
  try { return ParseNumber(text) + 1; } catch (const ConfigError& e) { return -e.line; }
}
