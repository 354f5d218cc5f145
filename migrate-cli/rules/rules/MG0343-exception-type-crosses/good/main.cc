#include "errors.h"
int main() {
  try { return Load(""); } catch (int code) { return code; }
}
