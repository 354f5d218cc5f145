#include "log.h"
#include <cstdarg>
void Logf(int level, const char* format, ...) {
  va_list args;
  va_start(args, format);
  if (level > 0) (void)va_arg(args, int);
  va_end(args);
}
