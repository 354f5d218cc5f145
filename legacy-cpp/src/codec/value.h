#ifndef GATEWAY_CODEC_VALUE_H_
#define GATEWAY_CODEC_VALUE_H_

#include <cstdint>
#include <iosfwd>
#include <string_view>

namespace gateway::codec {
enum class ValueKind : uint8_t {
  kNone = 0,
  kInt = 1,
  kDouble = 2,
  kBool = 3,
  kText = 4,
};

// One measured value.  A tagged union rather than std::variant: it is copied
// through every stage and most values are plain numbers.
class Value {
 public:
  Value() : kind_(ValueKind::kNone) { u_.i = 0; }
  explicit Value(int64_t v) : kind_(ValueKind::kInt) { u_.i = v; }
  explicit Value(double v) : kind_(ValueKind::kDouble) { u_.d = v; }
  explicit Value(bool v) : kind_(ValueKind::kBool) { u_.b = v; }
  explicit Value(std::string_view text);
  // Without this a string literal would become a bool.
  explicit Value(const char* text) : Value(std::string_view(text)) {}
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(Value other) noexcept;
  ~Value();

  ValueKind kind() const { return kind_; }
  bool is_number() const { return kind_ == ValueKind::kInt || kind_ == ValueKind::kDouble; }
  // The accessors require the matching kind().
  int64_t AsInt() const { return u_.i; }
  double AsDouble() const { return u_.d; }
  bool AsBool() const { return u_.b; }
  std::string_view AsText() const;
  // Int, double and bool as a double; 0 for the others.
  double ToNumber() const;

  // Same kind and same bits; two NaNs with equal bits are equal.
  friend bool operator==(const Value& a, const Value& b);
  friend bool operator!=(const Value& a, const Value& b) { return !(a == b); }

 private:
  struct TextRep {
    char* data;
    uint32_t size;
  };
  union Rep {
    int64_t i;
    double d;
    bool b;
    TextRep text;
  };

  ValueKind kind_;
  Rep u_;
};

// 3, 2.5, true, "text" with escapes, none.
std::ostream& operator<<(std::ostream& os, const Value& value);
}  // namespace gateway::codec

#endif  // GATEWAY_CODEC_VALUE_H_
