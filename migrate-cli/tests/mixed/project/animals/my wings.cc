#include <wings.h>
#include <legs.h>
#include "checked.h"
#include "beak.h"

int wings(int animals) { return PRIVATE_DEFINITION / 2 * animals; }
int wings_and_legs(int animals) { return wings(animals) + legs(animals) + beaks(animals); }
