#include "reading.h"
Reading::Reading(unsigned sensor) : sensor_(sensor), value_(0.0) {}
double Reading::value() const { return value_; }
unsigned Reading::sensor() const { return sensor_; }
