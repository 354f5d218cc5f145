// What grammar allows and hardly anybody writes.
#pragma once
#include <string>
#include <vector>

inline int größe(int länge) { return länge; }
struct Größe {
  std::string s;
  int maß() const { return 1; }
};
inline int of_größe(const Größe&) { return 1; }
inline int 数(int 值) { return 值; }
enum class Straße { groß, klein, 小 };
inline Straße straße(Straße s) { return s; }

extern "C" {
int c_without_body(int);
inline int c_inline(int x) { return x; }
struct CStruct {
  int a;
};
inline int c_struct(struct CStruct c) { return c.a; }
}
class Private {
  Private() : a(1) {}
  ~Private() {}

 public:
  int a;
  static Private* make() { return new Private(); }
};
struct Incomplete;
inline int incomplete(Incomplete* p) { return p != nullptr; }
inline int incomplete_ref(const Incomplete&) { return 1; }
inline Incomplete* incomplete_result() { return nullptr; }
struct List {
  List* next = nullptr;
  std::string s;
  List& self() { return *this; }
};
struct Ping;
struct Pong {
  Ping* a = nullptr;
  std::string s;
};
struct Ping {
  Pong* b = nullptr;
  std::string s;
};
inline Ping* ping(Pong& b) { return b.a; }
struct Template {
  virtual ~Template() = default;
  int call() { return hidden(); }

 private:
  virtual int hidden() = 0;
};
struct First {
  virtual ~First() = default;
  virtual int f() = 0;
};
struct Second {
  virtual ~Second() = default;
  virtual int f() = 0;
};
struct Both : First, Second {
  int f() override { return 1; }
};
struct Left : virtual First {
  int f() override { return 2; }
};
struct Right : virtual First {
  int f() override { return 3; }
};
struct Diamond : Left, Right {
  int f() override { return 4; }
};
struct Numbers : std::vector<int> {
  int sum() const { return static_cast<int>(size()); }
};
template <class T>
struct Deep {
  T t;
  int n() const { return 1; }
};
inline Deep<Deep<Deep<Deep<Deep<Deep<Deep<Deep<int>>>>>>>> deep() { return {}; }
inline int deep_ref(const Deep<Deep<std::string>>& d) { return d.n(); }
struct Operators {
  int a = 0;
  int operator()(int x) const { return x; }
  int operator[](int x) const { return x; }
  Operators& operator++() { return *this; }
  Operators operator++(int) { return *this; }
  Operators* operator->() { return this; }
  Operators& operator*() { return *this; }
  Operators* operator&() { return this; }
  bool operator!() const { return false; }
  explicit operator bool() const { return true; }
  operator int() const { return 1; }
  Operators& operator=(const Operators&) = default;
  Operators operator,(int) { return *this; }
  bool operator&&(int) const { return true; }
  static void* operator new(std::size_t n) { return ::operator new(n); }
  static void operator delete(void* p) { ::operator delete(p); }
};
int main(int argc, char** argv);
