// Names at the root of the crate, where its own modules are.
#pragma once
#include <string>
inline int new_() { return 1; }
inline int support() { return 1; }
inline int ffi() { return 1; }
inline int Result() { return 1; }
inline int Option() { return 1; }
inline int String() { return 1; }
inline int types() { return 1; }
inline int cxx() { return 1; }
inline int copy() { return 1; }
inline int std_() { return 1; }
inline int core() { return 1; }
inline int main_() { return 1; }
struct Exception {
  std::string s;
  int get() const { return 1; }
};
struct View {
  std::string s;
  int get() const { return 1; }
};
struct Values {
  std::string s;
  int get() const { return 1; }
};
struct Nanos {
  std::string s;
  int get() const { return 1; }
};
struct Box {
  std::string s;
  int get() const { return 1; }
};
struct Vec {
  std::string s;
  int get() const { return 1; }
};
struct Iter {
  std::string s;
  int get() const { return 1; }
};
