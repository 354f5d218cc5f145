// Namespaces whose names mean something in Rust, in the transport, or in a generated crate.
#pragma once
#include <string>
namespace std2 {
struct T {
  std::string s;
};
inline int f(const T&) { return 0; }
inline T g() { return T(); }
}  // namespace std2
namespace core {
struct T {
  std::string s;
};
inline int f(const T&) { return 1; }
inline T g() { return T(); }
}  // namespace core
namespace self {
struct T {
  std::string s;
};
inline int f(const T&) { return 2; }
inline T g() { return T(); }
}  // namespace self
namespace crate {
struct T {
  std::string s;
};
inline int f(const T&) { return 3; }
inline T g() { return T(); }
}  // namespace crate
namespace super {
struct T {
  std::string s;
};
inline int f(const T&) { return 4; }
inline T g() { return T(); }
}  // namespace super
namespace Self {
struct T {
  std::string s;
};
inline int f(const T&) { return 5; }
inline T g() { return T(); }
}  // namespace Self
namespace support {
struct T {
  std::string s;
};
inline int f(const T&) { return 6; }
inline T g() { return T(); }
}  // namespace support
namespace ffi {
struct T {
  std::string s;
};
inline int f(const T&) { return 7; }
inline T g() { return T(); }
}  // namespace ffi
namespace types {
struct T {
  std::string s;
};
inline int f(const T&) { return 8; }
inline T g() { return T(); }
}  // namespace types
namespace cxx {
struct T {
  std::string s;
};
inline int f(const T&) { return 9; }
inline T g() { return T(); }
}  // namespace cxx
namespace rust {
struct T {
  std::string s;
};
inline int f(const T&) { return 10; }
inline T g() { return T(); }
}  // namespace rust
namespace alloc {
struct T {
  std::string s;
};
inline int f(const T&) { return 11; }
inline T g() { return T(); }
}  // namespace alloc
namespace lib {
struct T {
  std::string s;
};
inline int f(const T&) { return 12; }
inline T g() { return T(); }
}  // namespace lib
namespace mod {
struct T {
  std::string s;
};
inline int f(const T&) { return 13; }
inline T g() { return T(); }
}  // namespace mod
namespace main_ {
struct T {
  std::string s;
};
inline int f(const T&) { return 14; }
inline T g() { return T(); }
}  // namespace main_
namespace type_ {
struct T {
  std::string s;
};
inline int f(const T&) { return 15; }
inline T g() { return T(); }
}  // namespace type_
namespace transport {
struct T {
  std::string s;
};
inline int f(const T&) { return 16; }
inline T g() { return T(); }
}  // namespace transport
namespace A {
struct T {
  std::string s;
};
inline int f(const T&) { return 17; }
inline T g() { return T(); }
}  // namespace A
namespace a {
struct T {
  std::string s;
};
inline int f(const T&) { return 18; }
inline T g() { return T(); }
}  // namespace a
namespace build {
struct T {
  std::string s;
};
inline int f(const T&) { return 19; }
inline T g() { return T(); }
}  // namespace build
namespace test {
struct T {
  std::string s;
};
inline int f(const T&) { return 20; }
inline T g() { return T(); }
}  // namespace test
namespace tests {
struct T {
  std::string s;
};
inline int f(const T&) { return 21; }
inline T g() { return T(); }
}  // namespace tests
namespace r {
struct T {
  std::string s;
};
inline int f(const T&) { return 22; }
inline T g() { return T(); }
}  // namespace r
namespace bridge {
struct T {
  std::string s;
};
inline int f(const T&) { return 23; }
inline T g() { return T(); }
}  // namespace bridge
namespace bridge_namespaces {
struct T {
  std::string s;
};
inline int f(const T&) { return 24; }
inline T g() { return T(); }
}  // namespace bridge_namespaces
namespace cxxbridge1 {
struct T {
  std::string s;
};
inline int f(const T&) { return 25; }
inline T g() { return T(); }
}  // namespace cxxbridge1
namespace migrate {
struct T {
  std::string s;
};
inline int f(const T&) { return 26; }
inline T g() { return T(); }
}  // namespace migrate
namespace core {
struct Option {
  std::string s;
};
inline int option(const Option&) { return 1; }
}  // namespace core
struct Same {
  std::string s;
  int f() const { return 1; }
};
namespace same {
inline int f() { return 2; }
}  // namespace same
struct Thing {
  struct Inner {
    std::string s;
  };
};
namespace thing {
struct Inner {
  std::string s;
};
inline Thing::Inner one() { return Thing::Inner(); }
inline Inner two() { return Inner(); }
}  // namespace thing
namespace v1 {
namespace v2 {
inline int deep() { return 1; }
}  // namespace v2
}  // namespace v1
