#include "config.h"
static int ParseNumber(const char* text) {
  if (*text == 0) throw ConfigError{1};
  return *text - '0';
}
int LoadConfig(const char* text) { return ParseNumber(text) + 1; }
int Checked(const char* text) noexcept { return *text; }
