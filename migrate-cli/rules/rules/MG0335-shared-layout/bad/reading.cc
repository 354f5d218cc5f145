#include "reading.h"
Reading MakeReading(unsigned sensor) { return Reading{sensor, 0.0}; }
