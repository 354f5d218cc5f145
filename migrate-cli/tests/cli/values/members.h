#include <string>

namespace lib {

enum class Level { low, middle, high };

/// Bit-fields and pointers to functions.
struct Flags {
  Flags() {}
  ~Flags() {}
  unsigned ready : 1;
  int depth : 5;
  Level level : 3;
  bool dirty : 1;
  int (*on_change)(int) = nullptr;
  void (*log)(void* to, const char* text) = nullptr;
  int change(int by) const { return on_change == nullptr ? -1 : on_change(by); }
  void say(void* to) const { if (log != nullptr) log(to, "said"); }
};

/// Would be plain but for its bit-fields.
struct Packed {
  unsigned low : 4;
  unsigned high : 4;
};

typedef long (*Step)(long, Level);
typedef int (*Compare)(const void*, const void*);

inline long apply(Step step, long x) { return step(x, Level::high); }
inline long maybe(long x, Step step = nullptr) { return step ? step(x, Level::low) : x; }
inline int compare(Compare f, const int* a, const int* b) { return f(a, b); }
inline long twice(long x, Level) { return 2 * x; }
inline Step step() { return &twice; }
inline Step no_step() { return nullptr; }
int format(int (*print)(const char*, ...));
inline int format(int (*)(const char*, ...)) { return 1; }

}  // namespace lib
