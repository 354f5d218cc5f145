#include "net/client.h"

namespace gateway::net {
Status Client::ReceiveUntil(const DataCallback& callback, int timeout_ms) {
  char buffer[4096];
  for (;;) {
    size_t received = 0;
    GW_RETURN_IF_ERROR(socket_.Receive(buffer, sizeof(buffer), &received, timeout_ms));
    if (received == 0) return Status();
    if (!callback(std::string_view(buffer, received))) return Status();
  }
}
}  // namespace gateway::net
