#include "sensor.h"
class Thermo : public Sensor {
 public:
  double Read() override { return last_ + 21.5; }
};
double ReadThermo() { Thermo t; return t.Smoothed(); }
