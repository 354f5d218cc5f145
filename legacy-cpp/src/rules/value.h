#ifndef GATEWAY_RULES_VALUE_H_
#define GATEWAY_RULES_VALUE_H_

#include <stdexcept>
#include <string>

#include "codec/value.h"

namespace gateway::rules {
class RuleError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// what() is "at column N: message", columns count from 1.
class ParseError : public RuleError {
 public:
  ParseError(size_t position, const std::string& message);
  size_t position() const { return position_; }  // from 0

 private:
  size_t position_;
};

class EvalError : public RuleError {
 public:
  using RuleError::RuleError;
};

// A measured value with arithmetic.  Ints stay ints until a double joins in;
// text knows only + and comparison.  Anything else throws EvalError.
class Scalar : public codec::Value {
 public:
  using codec::Value::Value;
  Scalar() {}
  Scalar(const codec::Value& v) : codec::Value(v) {}

  // False for none, false, 0 and "".
  bool Truthy() const;
  // Text as it is, everything else as operator<< prints it.
  std::string ToText() const;
};

Scalar operator+(const Scalar& a, const Scalar& b);
Scalar operator-(const Scalar& a, const Scalar& b);
Scalar operator*(const Scalar& a, const Scalar& b);
Scalar operator/(const Scalar& a, const Scalar& b);  // int / int truncates
Scalar operator%(const Scalar& a, const Scalar& b);  // ints only
Scalar operator-(const Scalar& a);

// Unlike operator== for values this compares numbers across kinds.
bool LooselyEqual(const Scalar& a, const Scalar& b);
// Numbers with numbers, text with text (bytewise).
bool operator<(const Scalar& a, const Scalar& b);
}  // namespace gateway::rules

#endif  // GATEWAY_RULES_VALUE_H_
