#pragma once

namespace zoo {
inline int legs(int animals) { return 4 * animals; }
inline int wings(int animals) { return 2 * animals; }
}
