#include "errors.h"
namespace { struct ConfigError { int line; }; }
int Load(const char* text) {
  try {
    if (*text == 0) throw ConfigError{1};
  } catch (const ConfigError& e) { return e.line; }
  return 0;
}
