#include "animals.h"
namespace zoo {
int wings(int animals) { return 2 * animals; }
int legs(int animals) { return 4 * animals; }
int guests = 0;
}
