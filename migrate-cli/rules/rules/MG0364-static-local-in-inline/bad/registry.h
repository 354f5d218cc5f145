#pragma once
inline int& Counter() {
  static int counter = 0;
  return counter;
}
