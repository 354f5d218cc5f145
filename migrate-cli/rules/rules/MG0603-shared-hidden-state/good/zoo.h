#pragma once

namespace zoo {
void open(int gate);
int gates();
}  // namespace zoo
