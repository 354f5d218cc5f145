#pragma once

namespace zoo {
inline int open_gate(int gate) { return gate; }
inline int gates() { return 3; }
}
