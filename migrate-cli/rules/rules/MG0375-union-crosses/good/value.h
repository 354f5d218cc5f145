#pragma once
class Value {
 public:
  explicit Value(long i);
  bool Positive() const;
 private:
  long i_;
};
