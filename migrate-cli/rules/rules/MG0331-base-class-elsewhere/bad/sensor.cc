#include "sensor.h"
Sensor::~Sensor() {}
double Sensor::Read() { return last_; }
double Sensor::Smoothed() { return last_ = 0.9 * last_ + 0.1 * Read(); }
