#include "net/socket.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace gateway::net {
namespace {
Status NetError(const char* what) {
  return Status::Make(StatusCode::kIoError, "%s: %s", what, std::strerror(errno));
}

sockaddr_in Loopback(uint16_t port) {
  sockaddr_in address;
  std::memset(&address, 0, sizeof(address));
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}
}  // namespace

Socket& Socket::operator=(Socket&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = other.Detach();
  }
  return *this;
}

int Socket::Detach() {
  const int fd = fd_;
  fd_ = -1;
  return fd;
}

void Socket::Close() {
  if (fd_ >= 0) ::close(Detach());
}

void Socket::Shutdown() const {
  if (fd_ >= 0) ::shutdown(fd_, SHUT_RDWR);
}

void Socket::FinishSending() const {
  if (fd_ >= 0) ::shutdown(fd_, SHUT_WR);
}

Status Socket::Listen(uint16_t port, Socket* out) {
  Socket s(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!s.valid()) return NetError("socket");
  const int on = 1;
  ::setsockopt(s.fd_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
  sockaddr_in address = Loopback(port);
  if (::bind(s.fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    return NetError("bind");
  }
  if (::listen(s.fd_, 64) != 0) return NetError("listen");
  *out = std::move(s);
  return Status();
}

Status Socket::Connect(uint16_t port, Socket* out) {
  Socket s(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!s.valid()) return NetError("socket");
  sockaddr_in address = Loopback(port);
  if (::connect(s.fd_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0) {
    return NetError("connect");
  }
  const int on = 1;
  ::setsockopt(s.fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
  *out = std::move(s);
  return Status();
}

Status Socket::Accept(Socket* out) const {
  const int fd = ::accept4(fd_, nullptr, nullptr, SOCK_CLOEXEC);
  if (fd < 0) return NetError("accept");
  *out = Socket(fd);
  return Status();
}

uint16_t Socket::LocalPort() const {
  sockaddr_in address;
  socklen_t size = sizeof(address);
  if (::getsockname(fd_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return 0;
  return ntohs(address.sin_port);
}

Status Socket::SendAll(const void* data, size_t size) const {
  const char* p = static_cast<const char*>(data);
  while (size > 0) {
    // No SIGPIPE: a peer that went away is an error like any other.
    const ssize_t n = ::send(fd_, p, size, MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return NetError("send");
    p += n;
    size -= static_cast<size_t>(n);
  }
  return Status();
}

Status Socket::Receive(void* buffer, size_t size, size_t* received, int timeout_ms) const {
  pollfd wait = {fd_, POLLIN, 0};
  int ready;
  do { ready = ::poll(&wait, 1, timeout_ms); } while (ready < 0 && errno == EINTR);
  if (ready == 0) return Status::Make(StatusCode::kUnavailable, "receive: timed out");
  const ssize_t n = ready < 0 ? -1 : ::recv(fd_, buffer, size, 0);
  if (n < 0) return NetError("receive");
  *received = static_cast<size_t>(n);
  return Status();
}
}  // namespace gateway::net
