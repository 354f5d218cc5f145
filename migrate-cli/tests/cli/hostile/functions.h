// Functions whose names mean something in Rust, in the transport, or in a generated crate.
#pragma once
namespace fns {
inline int type() { return 1; }
inline int match() { return 1; }
inline int loop() { return 1; }
inline int move() { return 1; }
inline int ref() { return 1; }
inline int async() { return 1; }
inline int crate() { return 1; }
inline int self() { return 1; }
inline int super() { return 1; }
inline int Self() { return 1; }
inline int new_() { return 1; }
inline int support() { return 1; }
inline int ffi() { return 1; }
inline int types() { return 1; }
inline int Result() { return 1; }
inline int Option() { return 1; }
inline int String() { return 1; }
inline int Vec() { return 1; }
inline int Box() { return 1; }
inline int transport() { return 1; }
inline int cxx() { return 1; }
inline int core() { return 1; }
inline int std_() { return 1; }
inline int alloc() { return 1; }
inline int drop() { return 1; }
inline int Some() { return 1; }
inline int None() { return 1; }
inline int Ok() { return 1; }
inline int Err() { return 1; }
inline int _() { return 1; }
inline int __() { return 1; }
inline int r() { return 1; }
inline int dyn() { return 1; }
inline int gen() { return 1; }
inline int yield() { return 1; }
inline int u8() { return 1; }
inline int str() { return 1; }
inline int bool_() { return 1; }
inline int f32() { return 1; }
inline int abstract() { return 1; }
inline int try_() { return 1; }
inline int macro() { return 1; }
inline int where() { return 1; }
inline int unsafe() { return 1; }
inline int trait() { return 1; }
inline int impl() { return 1; }
inline int fn() { return 1; }
inline int let() { return 1; }
inline int mut() { return 1; }
inline int pub() { return 1; }
inline int use() { return 1; }
inline int mod() { return 1; }
inline int in() { return 1; }
inline int as() { return 1; }
inline int await() { return 1; }
inline int become() { return 1; }
inline int box() { return 1; }
inline int final_() { return 1; }
inline int priv() { return 1; }
inline int unsized() { return 1; }
inline int raw() { return 1; }
inline int safe() { return 1; }
inline int main_() { return 1; }
inline int println() { return 1; }
inline int vec() { return 1; }
inline int panic() { return 1; }
inline int Default() { return 1; }
inline int Clone() { return 1; }
inline int Drop() { return 1; }
inline int lib() { return 1; }
inline int build() { return 1; }
inline int i32(int usize) { return usize; }
// Names that differ by case or style only.
inline int getValue() { return 1; }
inline int GetValue() { return 2; }
inline int get_value() { return 3; }
inline int GETVALUE() { return 4; }
inline int unnamed(int, int = 1, int self = 2, int crate = 3) { return self + crate; }
inline int alike(int a_, int A_, int a) { return a_ * 100 + A_ * 10 + a; }
inline int shadows(int result, int out, int value, int f, int error, int self_, int args, int bridge) {
  return result + out + value + f + error + self_ + args + bridge;
}
inline int words(int type, int match, int fn, int move, int self, int crate, int super, int Self, int _, int __) {
  return type + match + fn + move + self + crate + super + Self + _ + __;
}
}  // namespace fns
