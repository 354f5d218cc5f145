// Macros with names that generated code uses itself.
#pragma once
#include <string>
#define min(a, b) ((a) < (b) ? (a) : (b))
#define value valued
#define self_ selfish
#define T 5
#define N 6
#define F 7
#define begin begun
#define raw rawness
#define slice sliced
#define view viewed
#define outside outsider
#define Wire Wired2
#define check checked
#define verify verified
#define assert(x) 
#define NULL_ 0
#define in
#define out
#define near
#define interface struct
#define small char
#define ERROR 1
#define unpack unpacked
#define result resulted
struct Clash {
  std::string s;
  int count() const { return 1; }
};
inline int clash(const std::string& x, const Clash& c) { return static_cast<int>(x.size()) + c.count(); }
inline std::string clashes() { return "x"; }
