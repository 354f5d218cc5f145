#pragma once

namespace zoo {
inline int note(const char* text) { return text != nullptr; }
}
