#pragma once
struct Value {
  int tag;
  union {
    long i;
    double d;
  };
};
Value MakeInt(long i);
