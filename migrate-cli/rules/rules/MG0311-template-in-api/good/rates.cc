#include "window.h"
double MeanRate(double a, double b) {
  Window w;
  w.Add(a);
  w.Add(b);
  return w.Mean();
}
