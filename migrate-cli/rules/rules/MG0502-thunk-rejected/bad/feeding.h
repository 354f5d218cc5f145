#pragma once

namespace zoo {
inline int portions(int animals) { return animals; }
inline int portions(int animals, int spare = 1) { return animals + spare; }
}
