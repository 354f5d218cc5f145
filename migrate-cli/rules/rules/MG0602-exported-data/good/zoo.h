#pragma once

namespace zoo {
int admit(int people);
}  // namespace zoo
