#pragma once
class Smoother {
 public:
  double Add(double raw);
 private:
  double last_ = 0;
};
