#pragma once

namespace zoo {
extern int visitors;
int admit(int people);
}  // namespace zoo
