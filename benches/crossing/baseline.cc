// The loops of the bench, in C++: what the same calls cost without a bridge.

#include <sstream>
#include <streambuf>

#include "crossing.h"

using namespace crossing;

namespace {

// Keeps a value from being optimised away.
template <class T>
void keep(T& value) {
  asm volatile("" : : "r"(&value) : "memory");
}

class Nothing : public std::streambuf {
 protected:
  int overflow(int c) override { return c; }
  std::streamsize xsputn(const char*, std::streamsize size) override { return size; }
};

class Own : public Visitor {
 public:
  int visit(int value) override { return value + 1; }
};

}  // namespace

#define LOOP(name, before, statement)                 \
  extern "C" void loop_##name(std::uint64_t times) {  \
    before;                                           \
    for (std::uint64_t n = 0; n < times; ++n) {       \
      int i = static_cast<int>(n & 0xffff);           \
      keep(i);                                        \
      auto made = statement;                          \
      keep(made);                                     \
    }                                                 \
  }

LOOP(add, , add(i, 2))
LOOP(enum, , flip(Level::Low))
LOOP(plain_value, , mirror(Point{i, 2}))
LOOP(plain_reference, Point p{}, sum((p.x = i, p)))
LOOP(method, Counter c(1), c.get())
LOOP(static_function, , Counter::zero())
LOOP(virtual_method, auto v = doubling(), v->visit(i))
LOOP(text_in_16, std::string s(16, 'x'), length(s))
LOOP(text_in_1024, std::string s(1024, 'x'), length(s))
LOOP(view_in, std::string s(1024, 'x'), length_view(s))
LOOP(chars_in, , length_chars("sixteen letters."))
LOOP(text_out_16, , repeated(16))
LOOP(text_out_1024, , repeated(1024))
LOOP(view_out, Counter c(1), std::string_view(c.name()))
LOOP(chars_out, , kept_chars())
LOOP(ints_in_16, std::vector<int> v(16, 7), total(v))
LOOP(ints_in_1024, std::vector<int> v(1024, 7), total(v))
LOOP(ints_in_65536, std::vector<int> v(65536, 7), total(v))
LOOP(ints_out_16, , numbers(16))
LOOP(ints_out_1024, , numbers(1024))
LOOP(ints_out_65536, , numbers(65536))
LOOP(texts_in_16, std::vector<std::string> v(16, std::string(16, 'x')), words(v))
LOOP(map_out_8, , table())
LOOP(class_in, Counter c(1), take(c))
LOOP(class_out, , make(i))
LOOP(unique_out, , make_unique(i))
LOOP(shared_out, , share())
LOOP(no_exception, , half(i & ~1))

extern "C" void loop_exception(std::uint64_t times) {
  for (std::uint64_t n = 0; n < times; ++n) {
    try {
      half(1);
    } catch (const std::exception& e) {
      std::string what = e.what();
      keep(what);
    }
  }
}

extern "C" void loop_function(std::uint64_t times) { repeat_function([](int value) { return value + 1; }, times); }

extern "C" void loop_subclass(std::uint64_t times) {
  Own own;
  repeat(own, times);
}

extern "C" void loop_stream(std::uint64_t times) {
  Nothing nothing;
  std::ostream out(&nothing);
  write(out, static_cast<int>(times));
}

extern "C" void loop_stream_call(std::uint64_t times) {
  Nothing nothing;
  for (std::uint64_t n = 0; n < times; ++n) {
    std::ostream out(&nothing);
    write(out, 1);
  }
}
