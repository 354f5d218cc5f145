#ifndef GATEWAY_NET_CLIENT_H_
#define GATEWAY_NET_CLIENT_H_

#include <functional>
#include <string_view>

#include "net/socket.h"

namespace gateway::net {

// Blocking client for tools and tests.
class Client {
 public:
  typedef std::function<bool(std::string_view bytes)> DataCallback;

  Status Connect(uint16_t port) { return Socket::Connect(port, &socket_); }
  Status Send(std::string_view bytes) { return socket_.SendAll(bytes.data(), bytes.size()); }
  // Tells the server that no more is coming; receiving still works.
  void FinishSending() { socket_.FinishSending(); }
  // Hands over data until the callback returns false or the server closes.
  Status ReceiveUntil(const DataCallback& callback, int timeout_ms = 5000);
  void Close() { socket_.Close(); }

 private:
  Socket socket_;
};
}  // namespace gateway::net

#endif  // GATEWAY_NET_CLIENT_H_
