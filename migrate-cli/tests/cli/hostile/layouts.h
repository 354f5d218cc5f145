// Types that compilers lay out in different ways, or that have nothing like them in Rust. The guard is of the old kind,
// and the headers include each other.
#ifndef LAYOUTS_H
#define LAYOUTS_H
#include <cstddef>
#include <cstdint>
#include <string>

#include "cycle.h"

typedef struct {
  int x, y;
} AnonPoint;
typedef enum { ANON_A = 1, ANON_B = -1 } AnonEnum;
typedef union {
  int i;
  float f;
} AnonUnion;
enum { LOOSE_ONE = 1, LOOSE_TWO };
namespace {
struct Hidden {
  int a;
};
inline int hidden() { return 1; }
}  // namespace
inline int uses_hidden(Hidden h) { return h.a; }
struct WithAnon {
  union {
    int i;
    float f;
  };
  struct {
    int a;
    int b;
  } named;
  enum { IN_A, IN_B } kind;
  std::string s;
};
inline int anon1(AnonPoint p) { return p.x * 10 + p.y; }
inline AnonEnum anon2(AnonEnum e) { return e; }
inline float anon3(AnonUnion u) { return u.f; }
inline int anon4(const WithAnon& w) { return w.named.a; }
inline WithAnon anon5() { return WithAnon(); }
inline int lambda_default(int x = [] { return 3; }()) { return x; }

struct Packed {
  char c;
  int i;
} __attribute__((packed));
inline int packed(Packed p) { return p.i; }
inline Packed make_packed(int i) { return Packed{'c', i}; }
struct PackedIn {
  char c;
  Packed p;
};
inline int packed_in(PackedIn p) { return p.p.i; }
#pragma pack(push, 2)
struct Packed2 {
  char c;
  int i;
};
#pragma pack(pop)
inline int packed2(Packed2 p) { return p.i; }
struct alignas(64) Aligned {
  int i;
};
inline int aligned(Aligned p) { return p.i; }
inline Aligned make_aligned() { return Aligned{7}; }

// libclang and g++ do not see the same members.
struct ByCompiler {
  int a;
#ifdef __clang__
  int only_clang;
#else
  long long not_clang;
#endif
  int b;
};
inline int by_compiler(ByCompiler b) { return b.b; }
inline ByCompiler make_by_compiler(int b) {
  ByCompiler made = ByCompiler();
  made.b = b;
  return made;
}
struct SameSize {
#ifdef __clang__
  int a;
  int b;
#else
  int b;
  int a;
#endif
};
inline int same_size(SameSize s) { return s.a * 10 + s.b; }
struct SameNames {
#ifdef __clang__
  int a;
  float b;
#else
  float a;
  int b;
#endif
};
inline int same_names(SameNames s) { return static_cast<int>(s.a) * 10 + static_cast<int>(s.b); }
struct HoldsByCompiler {
  int before;
  ByCompiler held;
};
inline int holds(HoldsByCompiler h) { return h.held.b; }
enum ByFlag { SMALL = 1, OTHER = 2 };
struct HoldsEnum {
  char c;
  ByFlag e;
  char d;
};
inline ByFlag by_flag(ByFlag e) { return e; }
inline int holds_enum(HoldsEnum h) { return h.e * 10 + h.d; }
#ifdef __clang__
inline int only_clang(int x) { return x; }
struct OnlyClang {
  int x;
};
inline int only_clang_type(OnlyClang x) { return x.x; }
enum ClangEnum { CLANG };
#endif
#ifdef __clang__
inline int other_signature(int x) { return x; }
enum class OtherSize : short { A };
#else
inline int other_signature(int x, int y) { return x + y; }
enum class OtherSize : long long { A };
#endif
inline int other_size(OtherSize o) { return static_cast<int>(o); }

struct LongDouble {
  long double d;
  int x;
};
inline int long_double(LongDouble b) { return b.x; }
inline long double twice(long double x) { return x * 2; }
struct Bits {
  unsigned a : 3;
  unsigned b : 5;
  unsigned : 4;
  int c;
};
inline int bits(Bits b) { return b.c; }
struct Empty {};
inline int empty(Empty) { return 1; }
inline Empty make_empty() { return Empty(); }
struct Flexible {
  int n;
  int data[];
};
inline int flexible(const Flexible& f) { return f.n; }
struct ZeroLength {
  int n;
  int data[0];
};
inline int zero_length(ZeroLength z) { return z.n; }
struct Matrix {
  double m[3][4];
};
inline double matrix(Matrix z) { return z.m[1][1]; }
struct WithPointers {
  void* a;
  const char* b;
  int (*f)(int);
  WithPointers* next;
};
inline int with_pointers(WithPointers w) { return w.f ? 1 : 0; }
struct WithBool {
  bool a;
  char b;
  wchar_t c;
  char16_t d;
  unsigned long e;
  std::int8_t f;
};
inline bool with_bool(WithBool b) { return b.a; }
struct WithReference {
  int& r;
};
inline int with_reference(const WithReference& r) { return r.r; }
struct WithConst {
  const int r;
};
inline int with_const(WithConst r) { return r.r; }
struct WithVolatile {
  volatile int r;
};
inline int with_volatile(WithVolatile r) { return r.r; }
struct Derived : AnonPoint {
  int z;
};
inline int derived(Derived s) { return s.z; }
struct NoDefault {
  NoDefault() = delete;
  int a;
};
inline int no_default(const NoDefault& n) { return n.a; }
struct NoNew {
  static void* operator new(std::size_t) = delete;
  int a;
  std::string s;
};
inline NoNew no_new() { return NoNew(); }
struct ByteEnum {
  enum E : unsigned char { A = 255, B = 0 } e;
};
inline ByteEnum::E byte_enum(ByteEnum::E e) { return e; }
inline int holds_byte_enum(ByteEnum e) { return e.e; }
enum class Big : unsigned long long { Max = 18446744073709551615ull, Min = 0 };
inline Big big(Big b) { return b; }
enum Twice { T1 = 1, T2 = 1, T3 = T1 | 2 };
inline Twice twice_enum(Twice d) { return d; }
enum class Truth : bool { No, Yes };
inline Truth truth(Truth b) { return b; }
enum class CharEnum : char { A = 'a' };
inline CharEnum char_enum(CharEnum c) { return c; }
enum class Forward : int;
inline int forward(Forward f) { return static_cast<int>(f); }
enum class NoValues {};
inline NoValues no_values(NoValues e) { return e; }
inline __int128 int128(__int128 x) { return x; }
typedef int Four __attribute__((vector_size(16)));
inline Four four(Four v) { return v; }
inline _Complex double complex_number(_Complex double c) { return c; }
inline int array(int a[4], const char* argv[], int n) { return a[0] + n; }
inline int (*function_pointer(int x))(int) { return x ? nullptr : nullptr; }
inline int member_pointer(int AnonPoint::*p) { return p == nullptr; }
inline std::nullptr_t null(std::nullptr_t) { return nullptr; }
static inline int internal(int x) { return x; }
static int internal2(int x) { return internal(x); }
inline int calls_internal(int x) { return internal2(x); }
[[deprecated("old")]] inline int old() { return 1; }
[[noreturn]] inline void gone() { throw 1; }
inline auto deduced() { return 1; }
inline decltype(auto) deduced_too() { return 2; }
inline auto trailing() -> int { return 3; }
constexpr int constant(int x) { return x; }
#endif
