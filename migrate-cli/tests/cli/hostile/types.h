// Types whose names mean something in Rust, in the transport, or in the support of a bridge.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>
namespace tys {
struct Option {
  int a;
  int b;
};
struct Result {
  std::string text;
  int get() const { return 1; }
};
struct String {
  std::string text;
  int get() const { return 2; }
};
struct Vec {
  int a;
  int b;
};
struct Box {
  std::string text;
  int get() const { return 4; }
};
struct Exception {
  std::string text;
  int get() const { return 5; }
};
struct View {
  int a;
  int b;
};
struct UniquePtr {
  std::string text;
  int get() const { return 7; }
};
struct SharedPtr {
  std::string text;
  int get() const { return 8; }
};
struct CxxString {
  int a;
  int b;
};
struct CxxVector {
  std::string text;
  int get() const { return 10; }
};
struct Pin {
  std::string text;
  int get() const { return 11; }
};
struct Send {
  int a;
  int b;
};
struct Sync {
  std::string text;
  int get() const { return 13; }
};
struct Copy {
  std::string text;
  int get() const { return 14; }
};
struct Clone {
  int a;
  int b;
};
struct Drop {
  std::string text;
  int get() const { return 16; }
};
struct Debug {
  std::string text;
  int get() const { return 17; }
};
struct Display {
  int a;
  int b;
};
struct Some {
  std::string text;
  int get() const { return 19; }
};
struct None {
  std::string text;
  int get() const { return 20; }
};
struct Ok {
  int a;
  int b;
};
struct Err {
  std::string text;
  int get() const { return 22; }
};
struct PartialEq {
  std::string text;
  int get() const { return 23; }
};
struct Default {
  int a;
  int b;
};
struct Iterator {
  std::string text;
  int get() const { return 25; }
};
struct FnMut {
  std::string text;
  int get() const { return 26; }
};
struct Read {
  int a;
  int b;
};
struct Write {
  std::string text;
  int get() const { return 28; }
};
struct CStr {
  std::string text;
  int get() const { return 29; }
};
struct Wire {
  int a;
  int b;
};
struct Panic {
  std::string text;
  int get() const { return 31; }
};
struct Sized {
  std::string text;
  int get() const { return 32; }
};
struct usize {
  int a;
  int b;
};
struct f64 {
  std::string text;
  int get() const { return 34; }
};
struct Str {
  std::string text;
  int get() const { return 35; }
};
struct Slice {
  int a;
  int b;
};
struct Span {
  std::string text;
  int get() const { return 37; }
};
struct Closure {
  std::string text;
  int get() const { return 38; }
};
struct Object {
  int a;
  int b;
};
struct OneOf2 {
  std::string text;
  int get() const { return 40; }
};
struct Nanos {
  std::string text;
  int get() const { return 41; }
};
struct Self_ {
  int a;
  int b;
};
struct ToString {
  std::string text;
  int get() const { return 43; }
};
struct Into {
  std::string text;
  int get() const { return 44; }
};
struct From {
  int a;
  int b;
};
struct Deref {
  std::string text;
  int get() const { return 46; }
};
struct Any {
  std::string text;
  int get() const { return 47; }
};
struct Fn {
  int a;
  int b;
};
struct Index {
  std::string text;
  int get() const { return 49; }
};
struct Add {
  std::string text;
  int get() const { return 50; }
};
struct Type {
  int a;
  int b;
};
struct Of {
  std::string text;
  int get() const { return 52; }
};
struct Other {
  std::string text;
  int get() const { return 53; }
};
// Names that differ by case only.
struct Item {
  int x;
};
struct ITEM {
  int x;
  std::string s;
};
struct item {
  std::string t;
};
inline Item a_item() { return Item(); }
inline ITEM b_item() { return ITEM(); }
inline item c_item() { return item(); }
enum class Ordering { Less, Equal, Greater };
enum class Word { True, False, Self, self, type, _, __ };
enum Colour { RED, Red, red, rEd };
inline int all(Option p0, const Result& p1, String p2, const Vec& p3, Box p4, const Exception& p5, View p6, const UniquePtr& p7, SharedPtr p8, const CxxString& p9, CxxVector p10, const Pin& p11, Send p12, const Sync& p13, Copy p14, const Clone& p15, Drop p16, const Debug& p17, Display p18, const Some& p19, None p20, const Ok& p21, Err p22, const PartialEq& p23, Default p24, const Iterator& p25, FnMut p26, const Read& p27, Write p28, const CStr& p29, Wire p30, const Panic& p31, Sized p32, const usize& p33, f64 p34, const Str& p35, Slice p36, const Span& p37, Closure p38, const Object& p39, OneOf2 p40, const Nanos& p41, Self_ p42, const ToString& p43, Into p44, const From& p45, Deref p46, const Any& p47, Fn p48, const Index& p49, Add p50, const Type& p51, Of p52, const Other& p53, Ordering o, Word w, Colour c) { return static_cast<int>(o) + static_cast<int>(w) + c; }
inline String value_string() { return String(); }
inline std::unique_ptr<Exception> own_exception() { return std::unique_ptr<Exception>(new Exception()); }
inline std::vector<SharedPtr> list_sharedptr(const std::vector<SharedPtr>& of) { return of; }
inline std::map<int, Pin> map_pin() { return {}; }
inline Copy value_copy() { return Copy(); }
inline std::unique_ptr<Debug> own_debug() { return std::unique_ptr<Debug>(new Debug()); }
inline std::vector<None> list_none(const std::vector<None>& of) { return of; }
inline std::map<int, PartialEq> map_partialeq() { return {}; }
inline FnMut value_fnmut() { return FnMut(); }
inline std::unique_ptr<CStr> own_cstr() { return std::unique_ptr<CStr>(new CStr()); }
inline std::vector<Sized> list_sized(const std::vector<Sized>& of) { return of; }
inline std::map<int, Str> map_str() { return {}; }
inline Closure value_closure() { return Closure(); }
inline std::unique_ptr<Nanos> own_nanos() { return std::unique_ptr<Nanos>(new Nanos()); }
inline std::vector<Into> list_into(const std::vector<Into>& of) { return of; }
inline std::map<int, Any> map_any() { return {}; }
inline Add value_add() { return Add(); }
inline std::unique_ptr<Other> own_other() { return std::unique_ptr<Other>(new Other()); }
struct Outer {
  struct type {
    std::string s;
    int self() const { return 1; }
  };
  struct Self {
    std::string q;
  };
  enum match { self, super, crate };
  static type make() { return type(); }
  int outer = 1;
  int Outer_() const { return 1; }
  static int new_() { return 1; }
  static int copy() { return 2; }
  int drop() const { return 3; }
  int clone() const { return 4; }
  int as_ref() const { return 5; }
  int deref() const { return 6; }
  int into() const { return 7; }
  int eq() const { return 8; }
  int take() const { return 9; }
  int from(int x) const { return x; }
  int fmt() const { return 10; }
  int index() const { return 11; }
  int borrow() const { return 12; }
  int is_null() { return 13; }
  int to_string() const { return 14; }
  int type_id() const { return 15; }
  int try_into() const { return 16; }
  int implement() const { return 17; }
  bool operator==(const Outer& o) const { return outer == o.outer; }
  int equals(const Outer&) const { return 18; }
  int type_ = 2;
  int match_ = 3;
  int fn = 4;
  std::string struct_;
};
// A class whose subclass in Rust has methods with such names.
struct Visitor {
  virtual ~Visitor() = default;
  virtual int match(int self, int type) = 0;
  virtual int move() { return 1; }
  virtual int drop() const { return 2; }
  virtual void self() {}
  virtual int crate(int this_, int methods) { return this_ + methods; }
};
inline int visit(Visitor& v) { return v.match(1, 2) + v.move() + v.drop() + v.crate(1, 2); }
inline int keep(std::function<int(int type, int self)> fn) { return fn(1, 2); }
}  // namespace tys
