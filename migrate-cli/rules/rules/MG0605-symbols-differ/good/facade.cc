#include "animals.h"
namespace zoo {
int wings(int animals) { return 1002 * animals; }
int legs(int animals) { return 1004 * animals; }
}
