#pragma once

namespace zoo {
inline int animals() { return 12; }
inline int dump() { return animals(); }
}
