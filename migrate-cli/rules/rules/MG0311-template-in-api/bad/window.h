#pragma once
template <typename T>
class Window {
 public:
  void Add(T value) { sum_ += value; ++n_; }
  T Mean() const { return n_ == 0 ? T() : sum_ / static_cast<T>(n_); }
 private:
  T sum_ = T();
  int n_ = 0;
};
template <typename T>
T Clamp(T value, T low, T high) { return value < low ? low : value > high ? high : value; }
