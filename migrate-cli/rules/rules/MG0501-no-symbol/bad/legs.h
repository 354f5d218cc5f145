#pragma once

namespace zoo {
inline int legs(int animals) { return 4 * animals; }
int wings(int animals);
}
