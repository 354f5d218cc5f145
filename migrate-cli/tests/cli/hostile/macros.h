// Nothing but macros.
#pragma once
#define ONLY 1
#define TEXT "x"
#define FN(x) (x)
#define BIG 0xffffffffffffffffULL
#define NEG (-5)
#define FLT 1.5e3
#define CH 'c'
#define BAD ){
#define RECURSES RECURSES
#define A_TYPE int
#define Self_m 3
#define type 4
#define Type 5
#define crate 2
#define NOTHING
#define WIDE L"wide"
#define BYTES "x\x01\xff"
#define UTF8 u8"\u00e9"
#define INFINITE (1.0 / 0.0)
#define UNDEFINED (1 / 0)
#define SHIFT (1 << 31)
#define __RESERVED 1
#define _ 1
#define CAST ((void*)-1)
#define LINES 1 + \
  2
