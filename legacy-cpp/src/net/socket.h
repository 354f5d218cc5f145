#ifndef GATEWAY_NET_SOCKET_H_
#define GATEWAY_NET_SOCKET_H_

#include <cstddef>
#include <cstdint>

#include "base/status.h"

namespace gateway::net {

// Owns a file descriptor.  Only loopback addresses: the gateway is meant to
// sit behind a local TLS terminator.
class Socket {
 public:
  explicit Socket(int fd = -1) : fd_(fd) {}
  Socket(Socket&& other) noexcept : fd_(other.Detach()) {}
  Socket& operator=(Socket&& other) noexcept;
  ~Socket() { Close(); }

  // Port 0 picks a free one, see LocalPort().
  static Status Listen(uint16_t port, Socket* out);
  static Status Connect(uint16_t port, Socket* out);
  Status Accept(Socket* out) const;

  bool valid() const { return fd_ >= 0; }
  uint16_t LocalPort() const;
  Status SendAll(const void* data, size_t size) const;
  // *received is 0 at the end of the stream.  timeout_ms < 0 waits for ever.
  Status Receive(void* buffer, size_t size, size_t* received, int timeout_ms = -1) const;
  // Wakes up whoever blocks on this socket; the descriptor stays open.
  void Shutdown() const;
  void FinishSending() const;
  void Close();

 private:
  int Detach();
  int fd_;
};
}  // namespace gateway::net

#endif  // GATEWAY_NET_SOCKET_H_
