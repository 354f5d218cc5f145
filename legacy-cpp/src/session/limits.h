#ifndef GATEWAY_SESSION_LIMITS_H_
#define GATEWAY_SESSION_LIMITS_H_

#include <cstddef>

namespace gateway::session {
struct SessionLimits {
  bool require_hello = true;
  size_t max_frame = 64 * 1024;
  int max_errors = 16;  // broken frames or packets before we hang up
};
}  // namespace gateway::session

#endif  // GATEWAY_SESSION_LIMITS_H_
