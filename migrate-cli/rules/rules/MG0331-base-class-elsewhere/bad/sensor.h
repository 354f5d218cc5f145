#pragma once
class Sensor {
 public:
  virtual ~Sensor();
  virtual double Read();
  double Smoothed();
 protected:
  double last_ = 0;
};
