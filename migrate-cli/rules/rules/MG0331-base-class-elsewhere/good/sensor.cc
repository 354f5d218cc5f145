#include "sensor.h"
namespace {
struct Base { double scale = 0.1; };
struct Fine : Base { };
}
double Smoother::Add(double raw) { return last_ = 0.9 * last_ + Fine().scale * raw; }
