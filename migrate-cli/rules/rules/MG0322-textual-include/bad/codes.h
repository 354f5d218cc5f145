#pragma once
enum Code {
#define CODE(name, value) name = value,
#include "codes.inc"
#undef CODE
};
const char* Name(Code c);
