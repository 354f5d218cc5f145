#include "window.h"
template <typename T> static T Ratio(T a, int n) { return n == 0 ? T() : a / n; }
void Window::Add(double value) { sum_ += value; ++n_; }
double Window::Mean() const { return Ratio(sum_, n_); }
