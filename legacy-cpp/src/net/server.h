#ifndef GATEWAY_NET_SERVER_H_
#define GATEWAY_NET_SERVER_H_

#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "net/socket.h"

namespace gateway::net {

// The sending half of a connection, usable from any thread.
class Connection {
 public:
  virtual ~Connection() {}
  virtual Status Send(std::string_view bytes) = 0;
  // Ends the connection; OnClose follows on the connection's own thread.
  virtual void Close() = 0;
};

// The receiving half.  All calls come from one thread per connection.
class ConnectionHandler {
 public:
  virtual ~ConnectionHandler() {}
  virtual void OnData(const void* data, size_t size) = 0;
  // The last call; the Connection must not be used after it returned.
  virtual void OnClose() = 0;
};

class Server {
 public:
  typedef std::function<std::shared_ptr<ConnectionHandler>(Connection*)> HandlerFactory;

  explicit Server(HandlerFactory factory);
  ~Server();  // stops

  Status Start(uint16_t port);
  void Stop();
  uint16_t port() const { return port_; }
  // Blocks until so many connections came and went, or Stop() was called.
  void WaitForClosed(uint64_t connections);
  uint64_t accepted() const { return accepted_; }

 private:
  class Peer;

  void AcceptLoop();
  void Serve(Peer* peer);
  void ReapLocked();

  HandlerFactory factory_;
  Socket listener_;
  uint16_t port_ = 0;
  std::atomic<uint64_t> accepted_{0};
  std::thread accept_thread_;
  std::mutex mu_;
  std::condition_variable closed_cv_;
  std::list<std::unique_ptr<Peer>> peers_;
  uint64_t closed_ = 0;
  bool stopping_ = false;
};
}  // namespace gateway::net

#endif  // GATEWAY_NET_SERVER_H_
