// A library as a bridge sees it, and thunks such as the generator writes.
#pragma once

#include "first/support.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace lib {

// Counts its objects.
class Item {
public:
  explicit Item(int value) : value_(value) { ++live(); }
  Item(const Item &other) : value_(other.value_) { ++live(); }
  Item(Item &&other) noexcept : value_(other.value_) {
    other.value_ = -1;
    ++live();
  }
  Item &operator=(const Item &) = default;
  ~Item() { --live(); }

  int value() const { return value_; }
  void set(int value) { value_ = value; }

  static int &live() {
    static int count = 0;
    return count;
  }

private:
  int value_;
};

inline bool operator==(const Item &a, const Item &b) { return a.value() == b.value(); }
inline bool operator<(const Item &a, const Item &b) { return a.value() < b.value(); }

// Only moves.
class Token {
public:
  explicit Token(int value) : item_(new Item(value)) {}
  int value() const { return item_->value(); }

private:
  std::unique_ptr<Item> item_;
};

// Points at bytes of somebody else.
class Piece {
public:
  Piece(const char *data, std::size_t size) : data_(data), size_(size) {}
  const char *data() const { return data_; }
  std::size_t size() const { return size_; }

private:
  const char *data_;
  std::size_t size_;
};

inline bool operator==(const Piece &a, const Piece &b) {
  return std::string(a.data(), a.size()) == std::string(b.data(), b.size());
}

// Points at an item.
class Cursor {
public:
  explicit Cursor(const Item *item) : item_(item) {}
  int value() const { return item_->value(); }

private:
  const Item *item_;
};

class Failure {};

enum class Color : std::uint16_t { red = 1, blue = 513 };

// Abstract, for Rust to implement.
class Shape {
public:
  virtual ~Shape() = default;
  virtual int area() const = 0;
  virtual void grow(int by) = 0;
};

} // namespace lib

namespace migrate_bridge_first {

template <>
struct Wire<lib::Piece> : WireView<lib::Piece> {};

std::uint8_t case_exists(std::uint32_t number);
std::unique_ptr<std::string> run_case(std::uint32_t number, std::uint8_t what, rust::Slice<const std::uint8_t> bytes);

int item_value(const lib::Item &item);
std::unique_ptr<lib::Item> item_new(int value);
std::shared_ptr<lib::Item> item_shared(int value);
int item_live();
std::uint8_t *static_item();
std::unique_ptr<lib::Token> token_new(int value);
int token_value(const lib::Token &token);
std::unique_ptr<lib::Cursor> cursor_of(const lib::Item &item);
std::unique_ptr<lib::Cursor> cursor_again(const lib::Cursor &cursor);
int cursor_value(const lib::Cursor &cursor);
std::unique_ptr<std::string> own_all(std::uint32_t what, rust::Slice<const std::uint8_t> bytes);

int throws(std::uint32_t what);

int write_lines(std::uint8_t *raw, int count);
std::uint32_t write_state(std::uint8_t *raw, std::size_t size);
std::unique_ptr<std::string> read_line(std::uint8_t *raw);
std::unique_ptr<std::string> read_bytes(std::uint8_t *raw, std::size_t size, std::uint8_t &state);
std::unique_ptr<std::string> read_numbers(std::uint8_t *raw);
std::unique_ptr<std::string> read_back(std::uint8_t *raw);
int converse(std::uint8_t *raw);

class Callback {
public:
  std::function<int(int)> function;
};

std::unique_ptr<Callback> callback(std::uint8_t *raw);
std::unique_ptr<Callback> callback_copy(const Callback &callback);
int callback_call(const Callback &callback, int argument);
// Replaces the function while it runs.
int callback_replace(Callback &callback, int argument);
void callback_refused(std::uint8_t *raw);

std::unique_ptr<lib::Shape> shape(std::uint8_t *raw);
int shape_area(const lib::Shape &shape);
int shape_grow(lib::Shape &shape, int by);

} // namespace migrate_bridge_first
