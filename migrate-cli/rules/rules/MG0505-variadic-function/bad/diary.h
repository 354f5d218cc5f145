#pragma once

namespace zoo {
inline int note(const char* format, ...) { return format != nullptr; }
}
