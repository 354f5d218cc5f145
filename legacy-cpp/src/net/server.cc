#include "net/server.h"

#include "base/log.h"

namespace gateway::net {
class Server::Peer : public Connection {
 public:
  explicit Peer(Socket socket) : socket_(std::move(socket)) {}

  Status Send(std::string_view bytes) override {
    // Frames of different threads must not interleave.
    std::lock_guard<std::mutex> lock(send_mu_);
    return socket_.SendAll(bytes.data(), bytes.size());
  }
  void Close() override { socket_.Shutdown(); }

 private:
  friend class Server;
  Socket socket_;
  std::mutex send_mu_;
  std::thread thread_;
  bool done_ = false;  // guarded by Server::mu_
};

Server::Server(HandlerFactory factory) : factory_(std::move(factory)) {}

Server::~Server() { Stop(); }

Status Server::Start(uint16_t port) {
  GW_RETURN_IF_ERROR(Socket::Listen(port, &listener_));
  port_ = listener_.LocalPort();
  accept_thread_ = std::thread(&Server::AcceptLoop, this);
  return Status();
}

void Server::Stop() {
  {
    std::lock_guard<std::mutex> lock(mu_);
    stopping_ = true;
    for (auto& peer : peers_) peer->Close();
  }
  closed_cv_.notify_all();
  listener_.Shutdown();
  if (accept_thread_.joinable()) accept_thread_.join();
  // Nobody adds peers any more; their threads still take the lock to finish.
  for (auto& peer : peers_) peer->thread_.join();
  peers_.clear();
  listener_.Close();
}

void Server::AcceptLoop() {
  for (;;) {
    Socket socket;
    Status status = listener_.Accept(&socket);
    std::lock_guard<std::mutex> lock(mu_);
    if (stopping_) return;
    if (!status.ok()) {
      GW_ERROR("%s", status.message().c_str());
      return;
    }
    ReapLocked();
    ++accepted_;
    peers_.emplace_back(new Peer(std::move(socket)));
    Peer* peer = peers_.back().get();
    peer->thread_ = std::thread(&Server::Serve, this, peer);
  }
}

void Server::ReapLocked() {
  for (auto it = peers_.begin(); it != peers_.end();) {
    if (!(*it)->done_) {
      ++it;
      continue;
    }
    (*it)->thread_.join();
    it = peers_.erase(it);
  }
}

void Server::Serve(Peer* peer) {
  std::shared_ptr<ConnectionHandler> handler = factory_(peer);
  char buffer[16 * 1024];
  size_t received = 0;
  while (handler != nullptr && peer->socket_.Receive(buffer, sizeof(buffer), &received).ok() &&
         received > 0) {
    handler->OnData(buffer, received);
  }
  if (handler != nullptr) handler->OnClose();
  // The client is told now; the descriptor itself goes away on reaping.
  peer->Close();
  std::lock_guard<std::mutex> lock(mu_);
  peer->done_ = true;
  ++closed_;
  closed_cv_.notify_all();
}

void Server::WaitForClosed(uint64_t connections) {
  std::unique_lock<std::mutex> lock(mu_);
  closed_cv_.wait(lock, [&] { return stopping_ || closed_ >= connections; });
}
}  // namespace gateway::net
