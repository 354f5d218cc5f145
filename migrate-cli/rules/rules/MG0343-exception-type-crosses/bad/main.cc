#include "errors.h"
int main() {
  try { return Load(""); } catch (const ConfigError& e) { return e.line; }
}
