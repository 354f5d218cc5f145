#include "beak.h"
#include "checked.h"
#include "wings.h"

int beaks(int animals) { return animals > 100 ? wings(animals) : animals; }
