#include "codec/value.h"

#include <cstdlib>
#include <cstring>
#include <new>
#include <ostream>
#include <utility>

#include "base/strings.h"

namespace gateway::codec {
Value::Value(std::string_view text) : kind_(ValueKind::kText) {
  // One spare byte so that empty text still owns a block.
  u_.text.data = static_cast<char*>(std::malloc(text.size() + 1));
  if (u_.text.data == nullptr) throw std::bad_alloc();
  if (!text.empty()) std::memcpy(u_.text.data, text.data(), text.size());
  u_.text.size = static_cast<uint32_t>(text.size());
}

Value::Value(const Value& other) : Value() {
  if (other.kind_ == ValueKind::kText) {
    Value copy(other.AsText());
    std::swap(u_, copy.u_);
    std::swap(kind_, copy.kind_);
  } else {
    kind_ = other.kind_;
    u_ = other.u_;
  }
}

Value::Value(Value&& other) noexcept : Value() {
  std::swap(kind_, other.kind_);
  std::swap(u_, other.u_);
}

Value& Value::operator=(Value other) noexcept {
  std::swap(kind_, other.kind_);
  std::swap(u_, other.u_);
  return *this;
}

Value::~Value() {
  if (kind_ == ValueKind::kText) std::free(u_.text.data);
}

std::string_view Value::AsText() const { return std::string_view(u_.text.data, u_.text.size); }

double Value::ToNumber() const {
  switch (kind_) {
    case ValueKind::kInt: return static_cast<double>(u_.i);
    case ValueKind::kDouble: return u_.d;
    case ValueKind::kBool: return u_.b ? 1 : 0;
    default: return 0;
  }
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind_ != b.kind_) return false;
  switch (a.kind_) {
    case ValueKind::kNone: return true;
    case ValueKind::kBool: return a.u_.b == b.u_.b;
    case ValueKind::kText: return a.AsText() == b.AsText();
    default: return std::memcmp(&a.u_, &b.u_, sizeof(int64_t)) == 0;
  }
}

std::ostream& operator<<(std::ostream& os, const Value& value) {
  switch (value.kind()) {
    case ValueKind::kNone: return os << "none";
    case ValueKind::kInt: return os << value.AsInt();
    case ValueKind::kDouble: return os << FormatDouble(value.AsDouble());
    case ValueKind::kBool: return os << (value.AsBool() ? "true" : "false");
    case ValueKind::kText: return os << '"' << EscapeBytes(value.AsText()) << '"';
  }
  return os;
}
}  // namespace gateway::codec
