#include "rules/value.h"

#include <sstream>

namespace gateway::rules {
namespace {
using codec::ValueKind;

const char* KindName(const Scalar& v) {
  static const char* const kNames[] = {"none", "int", "double", "bool", "text"};
  return kNames[static_cast<int>(v.kind())];
}

[[noreturn]] void Mismatch(const char* op, const Scalar& a, const Scalar& b) {
  throw EvalError(std::string("cannot apply '") + op + "' to " + KindName(a) + " and " +
                  KindName(b));
}

bool BothInts(const Scalar& a, const Scalar& b) {
  return a.kind() == ValueKind::kInt && b.kind() == ValueKind::kInt;
}

[[noreturn]] void Overflow() { throw EvalError("integer overflow"); }

void RequireNumbers(const char* op, const Scalar& a, const Scalar& b) {
  if (!a.is_number() || !b.is_number()) Mismatch(op, a, b);
}

// The divisor rules shared by / and %.
void CheckIntDivision(int64_t a, int64_t b) {
  if (b == 0) throw EvalError("division by zero");
  if (b == -1 && a == INT64_MIN) Overflow();
}
}  // namespace

ParseError::ParseError(size_t position, const std::string& message)
    : RuleError("at column " + std::to_string(position + 1) + ": " + message),
      position_(position) {}

bool Scalar::Truthy() const {
  if (kind() == ValueKind::kText) return !AsText().empty();
  return ToNumber() != 0;
}

std::string Scalar::ToText() const {
  if (kind() == ValueKind::kText) return std::string(AsText());
  std::ostringstream os;
  os << *this;
  return os.str();
}

Scalar operator+(const Scalar& a, const Scalar& b) {
  if (a.kind() == ValueKind::kText && b.kind() == ValueKind::kText) {
    return Scalar(a.ToText() + b.ToText());
  }
  RequireNumbers("+", a, b);
  int64_t r;
  if (BothInts(a, b)) {
    if (__builtin_add_overflow(a.AsInt(), b.AsInt(), &r)) Overflow();
    return Scalar(r);
  }
  return Scalar(a.ToNumber() + b.ToNumber());
}

Scalar operator-(const Scalar& a, const Scalar& b) {
  RequireNumbers("-", a, b);
  int64_t r;
  if (BothInts(a, b)) {
    if (__builtin_sub_overflow(a.AsInt(), b.AsInt(), &r)) Overflow();
    return Scalar(r);
  }
  return Scalar(a.ToNumber() - b.ToNumber());
}

Scalar operator*(const Scalar& a, const Scalar& b) {
  RequireNumbers("*", a, b);
  int64_t r;
  if (BothInts(a, b)) {
    if (__builtin_mul_overflow(a.AsInt(), b.AsInt(), &r)) Overflow();
    return Scalar(r);
  }
  return Scalar(a.ToNumber() * b.ToNumber());
}

Scalar operator/(const Scalar& a, const Scalar& b) {
  RequireNumbers("/", a, b);
  if (BothInts(a, b)) {
    CheckIntDivision(a.AsInt(), b.AsInt());
    return Scalar(a.AsInt() / b.AsInt());
  }
  // A rule that divides by a dead sensor should fail, not alert on inf.
  if (b.ToNumber() == 0) throw EvalError("division by zero");
  return Scalar(a.ToNumber() / b.ToNumber());
}

Scalar operator%(const Scalar& a, const Scalar& b) {
  if (!BothInts(a, b)) Mismatch("%", a, b);
  CheckIntDivision(a.AsInt(), b.AsInt());
  return Scalar(a.AsInt() % b.AsInt());
}

Scalar operator-(const Scalar& a) {
  if (a.kind() == ValueKind::kDouble) return Scalar(-a.AsDouble());
  return Scalar(int64_t{0}) - a;
}

bool LooselyEqual(const Scalar& a, const Scalar& b) {
  if (BothInts(a, b)) return a.AsInt() == b.AsInt();
  if (a.is_number() && b.is_number()) return a.ToNumber() == b.ToNumber();
  return a == b;
}

bool operator<(const Scalar& a, const Scalar& b) {
  if (a.kind() == ValueKind::kText && b.kind() == ValueKind::kText) {
    return a.AsText() < b.AsText();
  }
  RequireNumbers("<", a, b);
  if (BothInts(a, b)) return a.AsInt() < b.AsInt();
  return a.ToNumber() < b.ToNumber();
}
}  // namespace gateway::rules
