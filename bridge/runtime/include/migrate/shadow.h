/* What a facade needs to run both implementations of a call and to compare what they do. C++11 and newer.
 *
 * The original runs first, on the caller's own arguments; Rust then runs on copies of what a call may change. What both
 * can only read is not copied. Answers, exceptions and the copies are compared part by part, and what differs is given to
 * migrate-rt as text, with the arguments as they were. */
#ifndef MIGRATE_SHADOW_H
#define MIGRATE_SHADOW_H

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <ostream>
#include <sstream>
#include <streambuf>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#if defined(__cpp_exceptions) || defined(__EXCEPTIONS)
#define MIGRATE_SHADOW_EXCEPTIONS 1
#include <cxxabi.h>
#include <typeinfo>
#else
#define MIGRATE_SHADOW_EXCEPTIONS 0
#endif

extern "C" {
/* A function that may be compared; one static each. migrate-rt counts in it, and knows its layout. */
struct migrate_site {
  const char *function;
  std::uint64_t counters[6];
};

/* A part of a call: an argument as it was (`rust` is null), or what differs. */
struct migrate_part {
  const char *name;
  const char *cpp;
  std::size_t cpp_size;
  const char *rust;
  std::size_t rust_size;
};

/* Whether this call is compared. Then `migrate_shadow_end` has to follow in the same thread. */
unsigned char migrate_shadow_begin(unsigned char *module, migrate_site *site);
/* The same for a call of an object that exists twice: it is compared whenever both implementations run. */
void migrate_shadow_object(unsigned char *module, migrate_site *site);
/* Around what Rust does: facades that it calls answer from C++. */
void migrate_shadow_rust(unsigned char enters);
/* Rust has panicked in a call that is compared. */
void migrate_shadow_panicked(migrate_site *site);
void migrate_shadow_end(unsigned char *module, migrate_site *site, const migrate_part *parts, std::size_t count);
}

namespace migrate {
namespace shadow {

/* How the parts of a class are reached: specialised by generated code, with
 * `template <class V> static void each(const T &a, const T &b, V &v)`, which calls `v(name, a, b, part of an object)`. */
template <class T>
struct Observed {
  static constexpr bool known = false;
  /* Its parts are data, and not what functions tell, which may hold under conditions that nobody has written down. */
  static constexpr bool is_open = false;
};

namespace detail {
template <class...>
struct Void {
  typedef void type;
};
template <class T>
using Bare = typename std::remove_cv<typename std::remove_reference<T>::type>::type;

template <class T, class = void>
struct IsRange : std::false_type {};
template <class T>
struct IsRange<T, typename Void<decltype(std::declval<const T &>().begin() != std::declval<const T &>().end()),
                                decltype(*std::declval<const T &>().begin())>::type> : std::true_type {};
template <class T, class = void>
struct IsBytes : std::false_type {};
template <class T>
struct IsBytes<T, typename std::enable_if<
                      sizeof(*std::declval<const T &>().data()) == 1 &&
                      std::is_fundamental<Bare<decltype(*std::declval<const T &>().data())>>::value &&
                      std::is_convertible<decltype(std::declval<const T &>().size()), std::size_t>::value>::type>
    : std::true_type {};
template <class T, class = void>
struct IsUnordered : std::false_type {};
template <class T>
struct IsUnordered<T, typename Void<typename T::hasher>::type> : std::true_type {};
template <class T, class = void>
struct IsPair : std::false_type {};
template <class T>
struct IsPair<T, typename Void<typename T::first_type, typename T::second_type>::type> : std::true_type {};
template <class T, class = void>
struct IsHolder : std::false_type {};
template <class T>
struct IsHolder<T, typename Void<decltype(static_cast<bool>(std::declval<const T &>())),
                                 decltype(*std::declval<const T &>())>::type>
    : std::integral_constant<bool, std::is_class<T>::value> {};
template <class T, class = void>
struct HasEquals : std::false_type {};
template <class T>
struct HasEquals<T, typename std::enable_if<std::is_convertible<
                        decltype(std::declval<const T &>() == std::declval<const T &>()), bool>::value>::type>
    : std::true_type {};
template <class T, class = void>
struct HasText : std::false_type {};
template <class T>
struct HasText<T, typename Void<decltype(std::declval<std::ostream &>() << std::declval<const T &>())>::type>
    : std::true_type {};

enum Kind { kArray, kRaw, kNumber, kText, kBytes, kPointer, kObserved, kPair, kHolder, kRange, kEquals, kStreamed, kUnknown };

template <class T>
struct KindOf {
  static constexpr bool pointer = std::is_pointer<T>::value;
  typedef Bare<typename std::remove_pointer<T>::type> Target;
  static constexpr Kind value =
      std::is_array<T>::value                                ? kArray
      : std::is_union<T>::value && std::is_trivially_copyable<T>::value ? kRaw
      : std::is_arithmetic<T>::value || std::is_enum<T>::value ? kNumber
      : pointer && std::is_same<Target, char>::value         ? kText
      : pointer                                              ? kPointer
      : Observed<T>::is_open                                 ? kObserved
      : IsBytes<T>::value                                    ? kBytes
      : IsPair<T>::value                                     ? kPair
      : IsRange<T>::value                                    ? kRange
      : IsHolder<T>::value                                   ? kHolder
      : HasEquals<T>::value                                  ? kEquals
      : Observed<T>::known                                   ? kObserved
      : HasText<T>::value                                    ? kStreamed
                                                             : kUnknown;
};
template <Kind K>
struct Of {};

/* Whether two values can be compared: elements of containers can, and what is pointed to. */
template <class T, Kind = KindOf<T>::value>
struct Known : std::true_type {};
template <class T>
struct Known<T, kUnknown> : std::false_type {};
template <class T>
struct Known<T, kArray> : Known<Bare<typename std::remove_extent<T>::type>> {};
template <class T>
struct Known<T, kRange> : Known<Bare<decltype(*std::declval<const T &>().begin())>> {};
template <class T>
struct Known<T, kHolder> : Known<Bare<decltype(*std::declval<const T &>())>> {};
template <class T>
struct Known<T, kPair>
    : std::integral_constant<bool, Known<Bare<typename T::first_type>>::value && Known<Bare<typename T::second_type>>::value> {};
}  // namespace detail

/* Whether there is a way to tell that two values are the same. */
template <class T>
struct IsKnown : detail::Known<detail::Bare<T>> {};

/* Texts are cut here: a record holds what a person can read. */
constexpr std::size_t kLongest = 4096;
/* Objects that lead to others are followed so far. */
constexpr int kDeepest = 6;

/* Writes bytes as in a C++ literal. */
inline void show_bytes(std::string &out, const char *at, std::size_t size) {
  out += '"';
  for (std::size_t i = 0; i < size && out.size() < kLongest; ++i) {
    const unsigned char c = static_cast<unsigned char>(at[i]);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c >= 0x20 && c < 0x7f) {
      out += static_cast<char>(c);
    } else {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\x%02x", c);
      out += buffer;
    }
  }
  out += '"';
  if (out.size() >= kLongest) out += "\xE2\x80\xA6 (" + std::to_string(size) + " bytes)";
}

template <class T>
void show(std::string &out, const T &value, int depth);
template <class T>
bool same(const T &a, const T &b, int depth);

namespace detail {
/* The type of what a number holds: an enum or a bool that nobody has set may hold what it must not be read as. */
template <class T, bool = std::is_enum<T>::value>
struct HeldAs {
  using Type = T;
};
template <>
struct HeldAs<bool, false> {
  using Type = unsigned char;
};
template <class T>
struct HeldAs<T, true> : HeldAs<typename std::underlying_type<T>::type> {};

template <class T>
typename HeldAs<T>::Type held(const T &value) {
  static_assert(sizeof(T) == sizeof(typename HeldAs<T>::Type), "they are one");
  typename HeldAs<T>::Type out;
  std::memcpy(&out, &value, sizeof out);
  return out;
}
template <class T>
T *copied(const T &of, std::true_type /* a number */) {
  T *out = new T;
  std::memcpy(out, &of, sizeof of);
  return out;
}
template <class T>
T *copied(const T &of, std::false_type) {
  return new T(of);
}

/* Numbers: floating point by its bits, and every NaN is one. */
template <class T>
typename std::enable_if<std::is_floating_point<T>::value, bool>::type same_number(T a, T b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}
template <class T>
typename std::enable_if<!std::is_floating_point<T>::value, bool>::type same_number(T a, T b) {
  return a == b;
}
template <class T>
typename std::enable_if<std::is_floating_point<T>::value>::type show_number(std::string &out, T value) {
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.17Lg", static_cast<long double>(value));
  out += buffer;
}
template <class T>
typename std::enable_if<std::is_integral<T>::value>::type show_number(std::string &out, T value) {
  if (std::is_signed<T>::value) {
    out += std::to_string(static_cast<long long>(value));
  } else {
    out += std::to_string(static_cast<unsigned long long>(value));
  }
}

struct ShowParts {
  std::string &out;
  int depth;
  const char *before;
  template <class T, class Get>
  void operator()(const char *name, const T &a, const T &, Get get) {
    if (out.size() >= kLongest) return;
    out += before;
    out += name;
    out += ": ";
    before = ", ";
#if MIGRATE_SHADOW_EXCEPTIONS
    try {
#endif
      show(out, get(a), depth);
#if MIGRATE_SHADOW_EXCEPTIONS
    } catch (...) {
      out += "an exception";
    }
#endif
  }
};
struct SameParts {
  bool same_so_far;
  int depth;
  template <class T, class Get>
  void operator()(const char *, const T &a, const T &b, Get get) {
    if (!same_so_far) return;
#if MIGRATE_SHADOW_EXCEPTIONS
    bool left_tells = false;
    try {
      auto &&left = get(a);
      left_tells = true;
      same_so_far = same(left, get(b), depth);
    } catch (...) {
      same_so_far = !left_tells && throws(b, get);
    }
#else
    same_so_far = same(get(a), get(b), depth);
#endif
  }
#if MIGRATE_SHADOW_EXCEPTIONS

 private:
  template <class T, class Get>
  static bool throws(const T &b, Get get) {
    try {
      get(b);
      return false;
    } catch (...) {
      return true;
    }
  }
#endif
};

template <class T>
bool same(const T &a, const T &b, int, Of<kNumber>) {
  return same_number(held(a), held(b));
}
template <class T>
bool same(const T &a, const T &b, int depth, Of<kArray>) {
  for (std::size_t i = 0; i < std::extent<T>::value; ++i) {
    if (!shadow::same(a[i], b[i], depth + 1)) return false;
  }
  return true;
}
/* Nobody knows which member of a union holds. */
template <class T>
bool same(const T &a, const T &b, int, Of<kRaw>) {
  return std::memcmp(&a, &b, sizeof(T)) == 0;
}
template <class T>
bool same(const T &a, const T &b, int, Of<kText>) {
  return a == b || (a != nullptr && b != nullptr && std::strcmp(a, b) == 0);
}
template <class T>
bool same(const T &a, const T &b, int, Of<kBytes>) {
  return a.size() == b.size() && (a.size() == 0 || std::memcmp(a.data(), b.data(), a.size()) == 0);
}
/* What a pointer leads to is compared by whoever knows that it may be followed. */
template <class T>
bool same(const T &a, const T &b, int, Of<kPointer>) {
  return (a == nullptr) == (b == nullptr);
}
template <class T>
bool same(const T &a, const T &b, int depth, Of<kObserved>) {
  SameParts parts = {true, depth + 1};
  if (depth < kDeepest) Observed<T>::each(a, b, parts);
  return parts.same_so_far;
}
template <class T>
bool same(const T &a, const T &b, int depth, Of<kPair>) {
  return shadow::same(a.first, b.first, depth + 1) && shadow::same(a.second, b.second, depth + 1);
}
template <class T>
bool same(const T &a, const T &b, int depth, Of<kHolder>) {
  const bool held = static_cast<bool>(a);
  return held == static_cast<bool>(b) && (!held || depth >= kDeepest || shadow::same(*a, *b, depth + 1));
}
template <class T>
bool same_range(const T &a, const T &b, int depth, std::false_type) {
  auto i = a.begin();
  auto j = b.begin();
  for (; i != a.end() && j != b.end(); ++i, ++j) {
    const auto &left = *i;
    const auto &right = *j;
    if (!shadow::same(left, right, depth + 1)) return false;
  }
  return !(i != a.end()) && !(j != b.end());
}
template <class T>
bool same_range(const T &a, const T &b, int depth, std::true_type) {
  if (a.size() != b.size()) return false;
  std::vector<bool> taken(b.size());
  for (const auto &left : a) {
    std::size_t i = 0;
    bool found = false;
    for (const auto &right : b) {
      if (!found && !taken[i] && shadow::same(left, right, depth + 1)) {
        found = true;
        taken[i] = true;
      }
      ++i;
    }
    if (!found) return false;
  }
  return true;
}
template <class T>
bool same(const T &a, const T &b, int depth, Of<kRange>) {
  return depth >= kDeepest || same_range(a, b, depth, IsUnordered<T>());
}
template <class T>
bool same(const T &a, const T &b, int, Of<kEquals>) {
  return static_cast<bool>(a == b);
}
template <class T>
bool same(const T &a, const T &b, int, Of<kStreamed>) {
  std::ostringstream left, right;
  left << a;
  right << b;
  return left.str() == right.str();
}
template <class T>
bool same(const T &, const T &, int, Of<kUnknown>) {
  return true;
}

template <class T>
void show(std::string &out, const T &value, int, Of<kNumber>) {
  const auto number = held(value);
  if (std::is_same<T, bool>::value && (number == 0 || number == 1)) {
    out += number == 1 ? "true" : "false";
  } else {
    show_number(out, number);
  }
}
template <class T>
void show(std::string &out, const T &value, int depth, Of<kArray>) {
  out += '[';
  for (std::size_t i = 0; i < std::extent<T>::value && out.size() < kLongest; ++i) {
    if (i != 0) out += ", ";
    shadow::show(out, value[i], depth + 1);
  }
  out += ']';
}
template <class T>
void show(std::string &out, const T &value, int, Of<kRaw>) {
  show_bytes(out, reinterpret_cast<const char *>(&value), sizeof(T));
}
template <class T>
void show(std::string &out, const T &value, int, Of<kText>) {
  if (value == nullptr) {
    out += "null";
  } else {
    show_bytes(out, value, std::strlen(value));
  }
}
template <class T>
void show(std::string &out, const T &value, int, Of<kBytes>) {
  show_bytes(out, reinterpret_cast<const char *>(value.data()), value.size());
}
template <class T>
void show(std::string &out, const T &value, int, Of<kPointer>) {
  out += value == nullptr ? "null" : "a pointer";
}
template <class T>
void show(std::string &out, const T &value, int depth, Of<kObserved>) {
  out += '{';
  ShowParts parts = {out, depth + 1, ""};
  if (depth < kDeepest) Observed<T>::each(value, value, parts);
  out += '}';
}
template <class T>
void show(std::string &out, const T &value, int depth, Of<kPair>) {
  out += '(';
  shadow::show(out, value.first, depth + 1);
  out += ", ";
  shadow::show(out, value.second, depth + 1);
  out += ')';
}
template <class T>
void show(std::string &out, const T &value, int depth, Of<kHolder>) {
  if (!static_cast<bool>(value)) {
    out += "nothing";
  } else if (depth < kDeepest) {
    shadow::show(out, *value, depth + 1);
  }
}
template <class T>
void show(std::string &out, const T &value, int depth, Of<kRange>) {
  out += '[';
  const char *before = "";
  for (auto i = value.begin(); i != value.end() && out.size() < kLongest && depth < kDeepest; ++i) {
    const auto &element = *i;
    out += before;
    shadow::show(out, element, depth + 1);
    before = ", ";
  }
  out += ']';
}
template <class T>
typename std::enable_if<HasText<T>::value>::type show_text(std::string &out, const T &value) {
  std::ostringstream text;
  text << value;
  out += text.str();
}
template <class T>
typename std::enable_if<!HasText<T>::value>::type show_text(std::string &out, const T &) {
  out += "an object";
}
template <class T>
void show(std::string &out, const T &value, int, Of<kEquals>) {
  show_text(out, value);
}
template <class T>
void show(std::string &out, const T &value, int, Of<kStreamed>) {
  show_text(out, value);
}
template <class T>
void show(std::string &out, const T &, int, Of<kUnknown>) {
  out += "an object";
}
}  // namespace detail

template <class T>
bool same(const T &a, const T &b, int depth) {
  return detail::same(a, b, depth, detail::Of<detail::KindOf<detail::Bare<T>>::value>());
}
template <class T>
void show(std::string &out, const T &value, int depth) {
  if (out.size() < kLongest) detail::show(out, value, depth, detail::Of<detail::KindOf<detail::Bare<T>>::value>());
}
template <class T>
std::string shown(const T &value) {
  std::string out;
  show(out, value, 0);
  return out;
}

inline std::string shown_bytes(const void *at, std::size_t size) {
  if (at == nullptr) return "null";
  std::string out;
  show_bytes(out, static_cast<const char *>(at), size);
  return out;
}
inline std::string shown_pointee(const void *at) { return at == nullptr ? "null" : "a pointer"; }
template <class T, class = decltype(sizeof(T))>
std::string shown_pointee(const T *at) {
  return at == nullptr ? "null" : shown(*at);
}
template <class T>
std::string shown_list(const T *at, std::size_t count) {
  std::string out = "[";
  for (std::size_t i = 0; at != nullptr && i < count && out.size() < kLongest; ++i) {
    if (i != 0) out += ", ";
    show(out, at[i], 0);
  }
  return out + "]";
}

/* Ends what Rust does in a call that is compared, and is never seen outside. */
struct Panicked {};

/* Rust has panicked: the comparison ends here, and says so. Without exceptions what follows answers. */
inline void panicked(migrate_site &site) {
  migrate_shadow_panicked(&site);
#if MIGRATE_SHADOW_EXCEPTIONS
  throw Panicked();
#endif
}

/* What a function answered: a value, or an exception. */
template <class R>
class Answer {
 public:
  template <class F>
  explicit Answer(F &&run) : panicked_(false) {
#if MIGRATE_SHADOW_EXCEPTIONS
    try {
      value_.reset(new Held{run()});
    } catch (const Panicked &) {
      panicked_ = true;
    } catch (const std::exception &e) {
      keep(e.what());
    } catch (...) {
      keep("");
    }
#else
    value_.reset(new Held{run()});
#endif
  }
  bool has_value() const { return value_ != nullptr; }
  bool has_panicked() const { return panicked_; }
  const std::string &thrown() const { return thrown_; }
  const typename std::remove_reference<R>::type &value() const { return value_->value; }
  R take() {
#if MIGRATE_SHADOW_EXCEPTIONS
    if (exception_) std::rethrow_exception(exception_);
#endif
    return static_cast<R &&>(value_->value);
  }

 private:
  struct Held {
    R value;
  };
#if MIGRATE_SHADOW_EXCEPTIONS
  void keep(const char *what) {
    exception_ = std::current_exception();
    const std::type_info *type = abi::__cxa_current_exception_type();
    thrown_ = type == nullptr ? "an exception" : type->name();
    int status = 0;
    char *readable = type == nullptr ? nullptr : abi::__cxa_demangle(type->name(), nullptr, nullptr, &status);
    if (readable != nullptr) thrown_ = readable;
    std::free(readable);
    thrown_ += ": ";
    show_bytes(thrown_, what, std::strlen(what));
  }
  std::exception_ptr exception_;
#endif
  std::unique_ptr<Held> value_;
  std::string thrown_;
  bool panicked_;
};

struct Nothing {};

/* A copy of what a call may change, null for null, and how it was before. */
template <class T>
class Copy {
 public:
  static_assert(std::is_copy_constructible<T>::value, "it changes an object that cannot be copied");
  static_assert(IsKnown<T>::value, "nothing tells whether two of the objects that it changes are the same");
  static_assert(!std::is_polymorphic<T>::value, "it changes an object whose class may be a derived one");
  explicit Copy(T *of) : of_(of), rust_(copy()), before_(copy()) {}
  explicit Copy(T &of) : Copy(&of) {}
  T *pointer() { return rust_.get(); }
  T &reference() { return *rust_; }
  bool is_same() const { return of_ == nullptr || same(*of_, *rust_, 0); }
  std::string cpp() const { return of_ == nullptr ? "null" : shown(*of_); }
  std::string rust() const { return rust_ == nullptr ? "null" : shown(*rust_); }
  std::string before() const { return before_ == nullptr ? "null" : shown(*before_); }

 private:
  T *copy() const {
    using IsNumber = std::integral_constant<bool, std::is_arithmetic<T>::value || std::is_enum<T>::value>;
    return of_ == nullptr ? nullptr : detail::copied(*of_, IsNumber());
  }
  T *of_;
  std::unique_ptr<T> rust_, before_;
};

/* Bytes that a call may write into. */
class Buffer {
 public:
  Buffer(void *of, std::size_t size)
      : of_(static_cast<char *>(of)), rust_(of == nullptr ? 0 : size), before_() {
    if (!rust_.empty()) std::memcpy(rust_.data(), of, size);
    before_ = rust_;
  }
  void *pointer() { return of_ == nullptr ? nullptr : rust_.data(); }
  bool is_same() const { return rust_.empty() || std::memcmp(of_, rust_.data(), rust_.size()) == 0; }
  std::string cpp() const { return text(of_); }
  std::string rust() const { return text(rust_.data()); }
  std::string before() const { return text(before_.data()); }

 private:
  std::string text(const char *at) const {
    std::string out;
    show_bytes(out, at, at == nullptr ? 0 : rust_.size());
    return out;
  }
  char *of_;
  std::vector<char> rust_, before_;
};

/* A stream: the original writes through to it, Rust into a text. */
class Written : private std::streambuf {
 public:
  explicit Written(std::ostream &of) : of_(of), to_(of.rdbuf()), state_(of.rdstate()), rust_(nullptr) {
    rust_.copyfmt(of);
    rust_.exceptions(std::ios::goodbit);
    rust_.rdbuf(&text_);
    const std::ios::iostate exceptions = of.exceptions();
    of_.exceptions(std::ios::goodbit);
    of_.rdbuf(this);
    of_.clear(state_);
    of_.exceptions(exceptions);
  }
  ~Written() { release(); }
  std::ostream &reference() { return rust_; }
  /* Gives the stream back; Rust has not run yet. */
  void release() {
    if (to_ == nullptr) return;
    const std::ios::iostate exceptions = of_.exceptions();
    const std::ios::iostate state = of_.rdstate();
#if MIGRATE_SHADOW_EXCEPTIONS
    try {
#endif
      of_.exceptions(std::ios::goodbit);
      of_.rdbuf(to_);
      of_.clear(state);
      to_ = nullptr;
      of_.exceptions(exceptions);
#if MIGRATE_SHADOW_EXCEPTIONS
    } catch (...) {
      // The original has already thrown what its state says.
    }
#endif
  }
  bool is_same() const { return written_ == text_.str(); }
  std::string cpp() const { return shown(written_); }
  std::string rust() const { return shown(text_.str()); }
  std::string before() const { return "a stream"; }

 private:
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    written_ += traits_type::to_char_type(c);
    return to_->sputc(traits_type::to_char_type(c));
  }
  std::streamsize xsputn(const char *s, std::streamsize n) override {
    written_.append(s, static_cast<std::size_t>(n));
    return to_->sputn(s, n);
  }
  int sync() override { return to_->pubsync(); }
  pos_type seekoff(off_type off, std::ios_base::seekdir dir, std::ios_base::openmode which) override {
    return to_->pubseekoff(off, dir, which);
  }
  pos_type seekpos(pos_type pos, std::ios_base::openmode which) override { return to_->pubseekpos(pos, which); }

  std::ostream &of_;
  std::streambuf *to_;
  std::ios::iostate state_;
  std::string written_;
  std::stringbuf text_;
  std::ostream rust_;
};

/* One call that may be compared. */
class Call {
 public:
  Call(unsigned char *module, migrate_site &site)
      : module_(module), site_(site), sampled_(migrate_shadow_begin(module, &site) != 0) {}
  /* A call of an object that exists twice. */
  Call(unsigned char *module, migrate_site &site, bool runs) : module_(module), site_(site), sampled_(runs) {
    if (runs) migrate_shadow_object(module, &site);
  }
  Call(const Call &) = delete;
  Call &operator=(const Call &) = delete;
  ~Call() {
    if (!sampled_) return;
    if (inside_) migrate_shadow_rust(0);
    std::vector<migrate_part> parts;
    // Arguments help only those who look for the cause of a difference.
    if (differs_) {
      for (const Text &t : texts_) {
        parts.push_back({t.name, t.cpp.data(), t.cpp.size(), t.is_argument ? nullptr : t.rust.data(), t.rust.size()});
      }
    }
    migrate_shadow_end(module_, &site_, parts.data(), parts.size());
  }
  bool sampled() const { return sampled_; }

  /* Runs Rust. */
  template <class R, class F>
  Answer<R> rust(F &&run) {
    // Until the end of the comparison, which may ask functions that have facades.
    if (!inside_) migrate_shadow_rust(1);
    inside_ = true;
    return Answer<R>(static_cast<F &&>(run));
  }

  template <class R>
  void answers(const Answer<R> &cpp, const Answer<R> &rust) {
    static_assert(IsKnown<R>::value, "nothing tells whether two of its results are the same");
    outcomes(cpp, rust);
    if (cpp.has_value() && rust.has_value() && !same(cpp.value(), rust.value(), 0)) {
      differ("result", shown(cpp.value()), shown(rust.value()));
    }
  }
  /* The same where the results themselves say nothing. */
  template <class R>
  void outcomes(const Answer<R> &cpp, const Answer<R> &rust) {
    diverged_ = cpp.has_value() != rust.has_value();
    if (rust.has_panicked()) {
      differ("panic", cpp.has_value() ? "no panic" : cpp.thrown(), "panicked");
    } else if (diverged_ || cpp.thrown() != rust.thrown()) {
      differ("exception", cpp.has_value() ? "none" : cpp.thrown(), rust.has_value() ? "none" : rust.thrown());
    }
  }
  /* C++ has made an object, and Rust its own. */
  void made(const Answer<void *> &rust) {
    diverged_ = !rust.has_value() || rust.value() == nullptr;
    if (rust.has_panicked()) {
      differ("panic", "no panic", "panicked");
    } else if (diverged_) {
      differ("exception", "none", rust.thrown());
    }
  }
  /* Results that are an object for each: both or none. */
  template <class R>
  void objects(const Answer<R> &cpp, const Answer<R> &rust) {
    outcomes(cpp, rust);
    if (diverged_ || !cpp.has_value() || (cpp.value() == nullptr) == (rust.value() == nullptr)) return;
    diverged_ = true;
    differ("result", cpp.value() == nullptr ? "null" : "an object", rust.value() == nullptr ? "null" : "an object");
  }
  /* The two did not end in the same way, so the objects that they worked on can no longer be compared. */
  bool has_diverged() const { return diverged_; }
  /* Results that point into what both were given. */
  template <class R>
  void addresses(const Answer<R> &cpp, const Answer<R> &rust) {
    outcomes(cpp, rust);
    if (cpp.has_value() && rust.has_value() && cpp.value() != rust.value()) {
      const char *kinds[] = {"null", "a pointer"};
      const bool both = cpp.value() != nullptr && rust.value() != nullptr;
      const std::string by = both ? std::to_string(reinterpret_cast<const char *>(rust.value()) -
                                                   reinterpret_cast<const char *>(cpp.value())) +
                                        " bytes behind C++'s"
                                  : kinds[rust.value() != nullptr];
      differ("result", kinds[cpp.value() != nullptr], by);
    }
  }
  /* Results that point to objects: those are compared. */
  template <class R>
  void pointees(const Answer<R> &cpp, const Answer<R> &rust) {
    static_assert(IsKnown<typename std::remove_pointer<R>::type>::value,
                  "nothing tells whether two of the objects that it points to are the same");
    outcomes(cpp, rust);
    if (!cpp.has_value() || !rust.has_value()) return;
    const R &a = cpp.value();
    const R &b = rust.value();
    if ((a == nullptr) != (b == nullptr) || (a != nullptr && !same(*a, *b, 0))) {
      differ("result", shown_pointee(a), shown_pointee(b));
    }
  }
  /* What a call has changed. */
  template <class C>
  void changed(const char *name, const C &copy) {
    if (!copy.is_same()) differ(name, copy.cpp(), copy.rust());
  }
  void differ(const char *name, std::string cpp, std::string rust) {
    differs_ = true;
    texts_.push_back({name, std::move(cpp), std::move(rust), false});
  }
  /* What C++ answered, beside arguments. */
  template <class R>
  void answer(const Answer<R> &cpp) {
    argument("(answer)", cpp.has_value() ? shown(cpp.value()) : cpp.thrown());
  }
  /* Behind all comparisons: arguments, for whoever looks for the cause. */
  bool differs() const { return differs_; }
  void argument(const char *name, std::string text) { texts_.push_back({name, std::move(text), std::string(), true}); }

 private:
  struct Text {
    const char *name;
    std::string cpp, rust;
    bool is_argument;
  };
  unsigned char *module_;
  migrate_site &site_;
  bool sampled_;
  bool inside_ = false;
  bool diverged_ = false;
  bool differs_ = false;
  std::vector<Text> texts_;
};

/* The object behind a result, given away. */
template <class T>
T *pointer(T *of) {
  return of;
}
template <class T>
T *pointer(const T *of) {
  return const_cast<T *>(of);
}
template <class T>
T *pointer(std::unique_ptr<T> &&of) {
  return of.release();
}
template <class T>
T *pointer(const std::unique_ptr<T> &of) {
  return const_cast<std::unique_ptr<T> &>(of).release();
}

/* What Rust is given for a function that C++ would be called back by: the original's calls are the ones that count. */
template <class F>
struct Silent;
template <class... A>
struct Silent<void (*)(A...)> {
  static void nothing(A...) {}
  static void (*of(void (*given)(A...)))(A...) { return given == nullptr ? nullptr : &nothing; }
};
template <class... A>
struct Silent<std::function<void(A...)>> {
  static std::function<void(A...)> of(const std::function<void(A...)> &given) {
    return given ? std::function<void(A...)>([](A...) {}) : std::function<void(A...)>();
  }
};

/* The handles that an object has given, C++'s and Rust's. Callers know those of C++ only. */
template <class H>
class Pairs {
 public:
  void add(H cpp, H rust) {
    if (cpp != nullptr) all_.insert(std::make_pair(cpp, rust));
  }
  H find(H cpp) const {
    const auto at = all_.find(cpp);
    return at == all_.end() ? nullptr : at->second;
  }
  /* For a call that ends the handle. */
  H take(H cpp) {
    const auto at = all_.find(cpp);
    if (at == all_.end()) return nullptr;
    const H rust = at->second;
    all_.erase(at);
    return rust;
  }
  bool knows(H cpp) const { return cpp == nullptr || all_.find(cpp) != all_.end(); }

 private:
  std::multimap<H, H> all_;
};

/* An object that exists twice. Calls are one behind the other, so that both objects see the same. */
template <class T>
class Twins {
 public:
  Twins(T *cpp, T *rust) : cpp_(cpp), rust_(rust) {}
  Twins(const Twins &) = delete;
  Twins &operator=(const Twins &) = delete;
  ~Twins() {
    delete cpp_;
    // Where they went apart nobody knows what is still held of it.
    if (!diverged_) delete rust_;
  }
  T *cpp() const { return cpp_; }
  T *rust() const { return rust_; }
  bool runs() const { return !diverged_; }
  void note(const Call &call) { diverged_ = diverged_ || call.has_diverged(); }
  void stop() { diverged_ = true; }
  std::recursive_mutex &mutex() { return mutex_; }

 private:
  T *cpp_;
  T *rust_;
  bool diverged_ = false;
  std::recursive_mutex mutex_;
};

}  // namespace shadow
}  // namespace migrate

#endif
