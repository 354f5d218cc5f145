#include "errors.h"
int Load(const char* text) {
  if (*text == 0) throw ConfigError{1};
  return 0;
}
