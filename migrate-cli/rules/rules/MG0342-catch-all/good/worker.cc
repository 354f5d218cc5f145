#include "store.h"
int Step(int v) {
  try {
    return Append(v);
  } catch (const int& error) {
    return error;
  }
}
