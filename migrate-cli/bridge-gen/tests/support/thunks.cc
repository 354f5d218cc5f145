#include "thunks.h"

#include <sstream>
#include <utility>

namespace migrate_bridge_first {

namespace {

const std::uint8_t check = 0;
const std::uint8_t make = 1;
const std::uint8_t echo = 2;

// Compares what Rust wrote with `literal`, writes `literal`, or writes what it read.
template <class T>
std::unique_ptr<std::string> run(std::uint8_t what, rust::Slice<const std::uint8_t> bytes, const T &literal) {
  static_assert(Encodable<T>::value && Copyable<T>::value, "");
  switch (what) {
  case check:
    return give(unpack<T>(bytes) == literal ? "same" : "different");
  case make:
    return pack(literal);
  case echo:
    return pack(unpack<T>(bytes));
  }
  return nullptr;
}

template <class Number>
std::chrono::duration<Number, std::milli> ms(Number count) {
  return std::chrono::duration<Number, std::milli>(count);
}

using Clock = std::chrono::system_clock;
using Strings = std::vector<std::string>;

std::string binary() { return std::string("a\0b\xff\x80|%", 7); }

} // namespace

#define CASES                                                                                                          \
  CASE(0, true)                                                                                                        \
  CASE(1, std::make_tuple(false, std::int8_t(-1), std::uint8_t(255), std::int16_t(-2), std::uint16_t(65535),           \
                          std::int32_t(-3), std::uint32_t(4294967295u), std::int64_t(-4)))                             \
  CASE(2, std::make_tuple(std::uint64_t(18446744073709551615u), 1.5f, 2.25, 'x', L'\u00e9', u'\u20ac', U'\U0001f980',  \
                          lib::Color::blue))                                                                           \
  CASE(3, 0.5L)                                                                                                        \
  CASE(4, binary())                                                                                                    \
  CASE(5, std::string())                                                                                               \
  CASE(6, std::u16string(u"\u20ac\U0001f980"))                                                                         \
  CASE(7, std::u32string(U"\U0001f980"))                                                                               \
  CASE(8, std::wstring(L"w\u00e9"))                                                                                    \
  CASE(10, std::vector<int>{1, -2, 3})                                                                                 \
  CASE(11, std::vector<int>())                                                                                         \
  CASE(12, std::vector<bool>{true, false, true})                                                                       \
  CASE(13, std::list<std::string>{"a", "", binary()})                                                                  \
  CASE(14, std::deque<double>{0.5, -0.5})                                                                              \
  CASE(15, std::forward_list<std::string>{"x", "y", "z"})                                                              \
  CASE(16, std::set<std::string>{"b", "a"})                                                                            \
  CASE(17, std::multiset<int>{2, 1, 2})                                                                                \
  CASE(18, std::unordered_set<std::string>{"one", "two"})                                                              \
  CASE(19, std::unordered_multiset<int>{7, 7})                                                                         \
  CASE(20, std::map<std::string, int>{{"a", 1}, {"b", 2}})                                                             \
  CASE(21, std::multimap<int, std::string>{{1, "x"}, {1, "y"}, {0, "z"}})                                              \
  CASE(22, std::unordered_map<std::string, Strings>{{"k", {"v", "w"}}, {"", {}}})                                      \
  CASE(23, std::unordered_multimap<int, int>{{5, 6}})                                                                  \
  CASE(24, std::set<int, std::greater<int>>{1, 2, 3})                                                                  \
  CASE(25, std::map<std::string, std::vector<std::pair<int, std::set<std::string>>>>{                                  \
               {"deep", {{1, {"a", "b"}}, {2, {}}}}, {"empty", {}}})                                                   \
  CASE(30, std::pair<const int, std::string>(1, "one"))                                                                \
  CASE(31, std::tuple<>())                                                                                             \
  CASE(32, std::make_tuple(std::string("only")))                                                                       \
  CASE(33, std::array<int, 3>{{1, 2, 3}})                                                                              \
  CASE(34, std::array<std::string, 2>{{"a", "b"}})                                                                     \
  CASE(35, std::array<std::string, 0>{})                                                                               \
  CASE(36, std::array<bool, 2>{{true, false}})                                                                         \
  CASE(37, std::array<int, 0>{})                                                                                       \
  CASE(38, std::complex<double>(1.0, -1.0))                                                                            \
  CASE(39, std::bitset<9>(0x101))                                                                                      \
  CASE(40, ms(1500))                                                                                                   \
  CASE(41, ms(-0.5))                                                                                                   \
  CASE(42, std::chrono::hours::max())                                                                                  \
  CASE(43, std::chrono::duration<std::int8_t, std::ratio<3600>>(-128))                                                 \
  CASE(44, std::chrono::duration<std::int64_t, std::pico>(-7000))                                                      \
  CASE(45, std::chrono::duration<int, std::ratio<1, 3>>(10))                                                           \
  CASE(46, Clock::time_point(std::chrono::seconds(1234567890)))                                                        \
  CASE(47, Clock::time_point(std::chrono::seconds(-1)))                                                                \
  CASE(48, std::chrono::duration<std::uint64_t, std::milli>::max())                                                    \
  CASE(50, reinterpret_cast<lib::Item *>(static_item()))                                                               \
  CASE(51, std::vector<const char *>{nullptr, nullptr})                                                                \
  CASE(52, lib::Piece("piece\0!", 7))                                                                                  \
  CASE(53, std::vector<lib::Piece>{lib::Piece("a", 1), lib::Piece("", 0)})                                             \
  CASE(54, std::make_pair(nullptr, 1))                                                                                 \
  CASE(55, lib::Item(9))                                                                                               \
  CASE(56, std::vector<lib::Item>{lib::Item(1), lib::Item(2)})                                                         \
  CASE(57, std::map<lib::Item, lib::Item>{{lib::Item(1), lib::Item(2)}})

#if __cplusplus >= 201703L
using Either = std::variant<int, std::string, std::monostate, Strings>;

#define CASES_17                                                                                                       \
  CASE(100, std::optional<std::string>("there"))                                                                       \
  CASE(101, std::optional<std::string>())                                                                              \
  CASE(102, std::optional<std::optional<int>>(std::in_place, std::nullopt))                                            \
  CASE(103, std::vector<Either>{Either(1), Either("two"), Either(std::monostate()), Either(Strings{"a", "b"})})        \
  CASE(104, std::filesystem::path("/tmp/\xff"))                                                                        \
  CASE(105, std::string_view("view\0!", 6))                                                                            \
  CASE(106, std::map<std::string_view, std::vector<std::string_view>>{{"k", {"v", ""}}})                               \
  CASE(107, std::byte(200))                                                                                            \
  CASE(108, std::variant<int>(3))                                                                                      \
  CASE(109, std::optional<const int>(3))
#else
#define CASES_17
#endif

std::uint8_t case_exists(std::uint32_t number) {
  switch (number) {
#define CASE(number, ...) case number:
    CASES
    CASES_17
#undef CASE
    return 1;
  }
  return 0;
}

std::unique_ptr<std::string> run_case(std::uint32_t number, std::uint8_t what, rust::Slice<const std::uint8_t> bytes) {
  switch (number) {
#define CASE(number, ...)                                                                                              \
  case number:                                                                                                         \
    return run(what, bytes, __VA_ARGS__);
    CASES
    CASES_17
#undef CASE
  }
  return nullptr;
}

// What is a fact about types.
struct Abstract {
  virtual ~Abstract() = default;
  virtual void f() = 0;
};

struct Pinned {
  Pinned() = default;
  Pinned(const Pinned &) = delete;
  Pinned &operator=(const Pinned &) = delete;
};

static_assert(!Encodable<Abstract>::value, "");
static_assert(!Encodable<Pinned>::value, "");
static_assert(!Encodable<std::vector<std::pair<int, Pinned>>>::value, "");
static_assert(!Encodable<int (Pinned::*)()>::value, "");
static_assert(!Encodable<void>::value, "");
static_assert(Encodable<Pinned *>::value, "");
static_assert(Encodable<std::map<int, std::unique_ptr<Pinned>>>::value, "");
static_assert(!Copyable<std::map<int, std::unique_ptr<Pinned>>>::value, "");
static_assert(!Copyable<std::vector<lib::Token>>::value, "");
static_assert(Encodable<std::vector<lib::Token>>::value, "");
static_assert(Encodable<std::function<void()>>::value, "");
static_assert(Encodable<std::unique_ptr<int, void (*)(int *)>>::value, "");

int item_value(const lib::Item &item) { return item.value(); }
std::unique_ptr<lib::Item> item_new(int value) { return std::unique_ptr<lib::Item>(new lib::Item(value)); }
std::shared_ptr<lib::Item> item_shared(int value) { return std::make_shared<lib::Item>(value); }
int item_live() { return lib::Item::live(); }

std::uint8_t *static_item() {
  static lib::Item *item = new lib::Item(50);
  return reinterpret_cast<std::uint8_t *>(item);
}

std::unique_ptr<lib::Token> token_new(int value) { return std::unique_ptr<lib::Token>(new lib::Token(value)); }
int token_value(const lib::Token &token) { return token.value(); }

std::unique_ptr<lib::Cursor> cursor_of(const lib::Item &item) {
  return std::unique_ptr<lib::Cursor>(new lib::Cursor(&item));
}

std::unique_ptr<lib::Cursor> cursor_again(const lib::Cursor &cursor) {
  return std::unique_ptr<lib::Cursor>(new lib::Cursor(cursor));
}

int cursor_value(const lib::Cursor &cursor) { return cursor.value(); }

std::unique_ptr<std::string> own_all(std::uint32_t what, rust::Slice<const std::uint8_t> bytes) {
  using Owned = std::unique_ptr<lib::Item>;
  switch (what) {
  case 0:
    return pack(unpack<std::vector<Owned>>(bytes));
  case 1:
    return pack(unpack<std::map<int, std::pair<Owned, std::tuple<Owned, int>>>>(bytes));
  case 2:
    return pack(unpack<std::array<Owned, 2>>(bytes));
  case 3:
    return pack(unpack<std::vector<std::shared_ptr<lib::Item>>>(bytes));
  case 4:
    return pack(unpack<std::pair<std::shared_ptr<const lib::Item>, std::weak_ptr<lib::Item>>>(bytes));
  case 5:
    return pack(unpack<std::list<lib::Token>>(bytes));
  case 6: {
    const std::tuple<lib::Item &, int> read = unpack<std::tuple<lib::Item &, int>>(bytes);
    lib::Item &item = std::get<0>(read);
    item.set(item.value() + std::get<1>(read));
    static const int one = 1;
    return pack(std::tuple<lib::Item &, const int &, std::reference_wrapper<const int>>(item, one, std::cref(one)));
  }
#if __cplusplus >= 201703L
  case 100:
    return pack(unpack<std::set<Owned>>(bytes));
  case 101:
    return pack(unpack<std::unordered_map<Owned, std::optional<Owned>>>(bytes));
  case 102:
    return pack(unpack<std::vector<std::variant<int, Owned>>>(bytes));
#endif
  }
  return nullptr;
}

std::string describe_exception() {
  try {
    throw;
  } catch (const lib::Failure &) {
    return exception_text(0, "lib::Failure", nullptr, 0);
  } catch (const std::logic_error &e) {
    return exception_text(1, type_name_of(e).c_str(), e.what());
  } catch (const Panic &e) {
    return exception_text(2, "panic", e.what());
  } catch (const std::exception &e) {
    return exception_text(3, type_name_of(e).c_str(), e.what());
  } catch (...) {
    return exception_text(4, "", "");
  }
}

void panicked() { throw Panic(); }

int throws(std::uint32_t what) {
  switch (what) {
  case 0:
    throw lib::Failure();
  case 1:
    throw std::out_of_range("100% \xff\x80|\n\u20ac");
  case 2:
    throw std::runtime_error("");
  case 3:
    throw 3;
  }
  return 42;
}

int write_lines(std::uint8_t *raw, int count) {
  OutStream out(raw);
  for (int line = 0; line < count; ++line) {
    out << "line " << line << '\n';
  }
  return out.good() ? 1 : 0;
}

std::uint32_t write_state(std::uint8_t *raw, std::size_t size) {
  OutStream out(raw);
  out << "head";
  out.write(std::string(size, '.').data(), static_cast<std::streamsize>(size));
  const bool bad = out.bad();
  out.flush();
  return (bad ? 1u : 0u) | (out.bad() ? 2u : 0u);
}

std::unique_ptr<std::string> read_line(std::uint8_t *raw) {
  InStream in(raw);
  std::string line;
  std::getline(in, line);
  return give(line);
}

std::unique_ptr<std::string> read_bytes(std::uint8_t *raw, std::size_t size, std::uint8_t &state) {
  InStream in(raw);
  std::string data(size, '\0');
  in.read(&data[0], static_cast<std::streamsize>(size));
  data.resize(static_cast<std::size_t>(in.gcount()));
  state = static_cast<std::uint8_t>((in.eof() ? 1 : 0) | (in.fail() ? 2 : 0) | (in.bad() ? 4 : 0));
  return give(data);
}

std::unique_ptr<std::string> read_numbers(std::uint8_t *raw) {
  InStream in(raw);
  std::vector<int> numbers;
  for (int number; in >> number;) {
    numbers.push_back(number);
  }
  return pack(std::make_pair(std::move(numbers), in.bad()));
}

std::unique_ptr<std::string> read_back(std::uint8_t *raw) {
  InStream in(raw);
  std::string seen;
  seen.push_back(static_cast<char>(in.get()));
  in.unget();
  seen.push_back(static_cast<char>(in.get()));
  seen.push_back(static_cast<char>(in.peek()));
  char two[2];
  in.read(two, 2);
  seen.append(two, 2);
  in.unget();
  seen.push_back(static_cast<char>(in.get()));
  std::ostringstream rest;
  rest << in.rdbuf();
  return give(seen + "/" + rest.str());
}

int converse(std::uint8_t *raw) {
  InOutStream both(raw);
  int a = 0;
  int b = 0;
  both >> a >> b;
  both << a + b << std::endl;
  both >> a;
  both.clear();
  both << a;
  return a;
}

std::unique_ptr<Callback> callback(std::uint8_t *raw) {
  const Closure closure(raw);
  std::unique_ptr<Callback> callback(new Callback);
  callback->function = [closure](int argument) {
    int out = 0;
    closure.invoke<int, void *>(argument, &out);
    return out;
  };
  return callback;
}

std::unique_ptr<Callback> callback_copy(const Callback &callback) {
  return std::unique_ptr<Callback>(new Callback(callback));
}

int callback_call(const Callback &callback, int argument) { return callback.function(argument); }

int callback_replace(Callback &callback, int argument) {
  // A copy that runs while the original goes.
  const std::function<int(int)> function = callback.function;
  callback.function = nullptr;
  return function(argument);
}

void callback_refused(std::uint8_t *) { throw std::runtime_error("no closures today"); }

namespace {

struct ShapeTable {
  std::uint8_t (*area)(void *data, std::int32_t *out);
  std::uint8_t (*grow)(void *data, std::int32_t by, void *shape);
};

class RustShape final : public lib::Shape {
public:
  explicit RustShape(std::uint8_t *raw) : object_(raw) {}

  int area() const override {
    std::int32_t out = 0;
    if (object_.table<ShapeTable>()->area(object_.data(), &out) != 0) {
      panicked();
    }
    return out;
  }

  void grow(int by) override {
    if (object_.table<ShapeTable>()->grow(object_.data(), by, this) != 0) {
      panicked();
    }
  }

private:
  Object object_;
};

} // namespace

std::unique_ptr<lib::Shape> shape(std::uint8_t *raw) { return std::unique_ptr<lib::Shape>(new RustShape(raw)); }
int shape_area(const lib::Shape &shape) { return shape.area(); }
int shape_grow(lib::Shape &shape, int by) {
  shape.grow(by);
  return shape.area();
}

} // namespace migrate_bridge_first
