#pragma once
class Window {
 public:
  void Add(double value);
  double Mean() const;
 private:
  double sum_ = 0;
  int n_ = 0;
};
