#pragma once
int& Counter();
inline int Limit() {
  static const int limit = 10;
  return limit;
}
