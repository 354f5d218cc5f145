#include "window.h"
int AlarmLevel(int raw) { return Clamp(raw, 0, 7); }
