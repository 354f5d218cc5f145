#include "codes.h"
const char* Name(Code c) {
  switch (c) {
#define CODE(name, value) case name: return #name;
#include "codes.inc"
#undef CODE
  }
  return "?";
}
