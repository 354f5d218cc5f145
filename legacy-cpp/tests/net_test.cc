#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <future>

#include "base/strings.h"
#include "check.h"
#include "net/client.h"
#include "net/server.h"

using namespace gateway;
using namespace gateway::net;

namespace {
// Sends back what comes in, in capitals; "q" ends the connection.
class Shouter : public ConnectionHandler {
 public:
  Shouter(Connection* c, std::atomic<int>* closed) : connection_(c), closed_(closed) {}
  void OnData(const void* data, size_t size) override {
    std::string text(static_cast<const char*>(data), size);
    for (char& c : text) c = static_cast<char>(toupper(c));
    CHECK(connection_->Send(text).ok());
    if (text.find('Q') != std::string::npos) connection_->Close();
  }
  void OnClose() override { ++*closed_; }

 private:
  Connection* connection_;
  std::atomic<int>* closed_;
};

std::string Talk(uint16_t port, const std::string& text) {
  Client client;
  CHECK(client.Connect(port).ok());
  CHECK(client.Send(text).ok());
  client.FinishSending();
  std::string out;
  Status s = client.ReceiveUntil([&](std::string_view bytes) {
    out += bytes;
    return true;
  });
  CHECK(s.ok());
  return out;
}
}  // namespace

TEST(EchoOverManyConnections) {
  std::atomic<int> closed{0};
  Server server([&](Connection* c) { return std::make_shared<Shouter>(c, &closed); });
  CHECK(server.Start(0).ok());
  CHECK(server.port() != 0);
  for (int i = 0; i < 5; ++i)
    CHECK_EQ(Talk(server.port(), "hello " + std::to_string(i)), "HELLO " + std::to_string(i));
  server.WaitForClosed(5);
  CHECK_EQ(server.accepted(), 5u);
  server.Stop();
  CHECK_EQ(closed.load(), 5);
}

TEST(ConcurrentClients) {
  std::atomic<int> closed{0};
  Server server([&](Connection* c) { return std::make_shared<Shouter>(c, &closed); });
  CHECK(server.Start(0).ok());
  std::vector<std::future<std::string>> answers;
  const std::string big(100000, 'x');
  for (int i = 0; i < 6; ++i) {
    answers.push_back(std::async(std::launch::async, [&] { return Talk(server.port(), big); }));
  }
  for (auto& a : answers) CHECK(a.get() == std::string(100000, 'X'));
  server.WaitForClosed(6);
  CHECK_EQ(closed.load(), 6);
}

TEST(ServerCloses) {
  std::atomic<int> closed{0};
  Server server([&](Connection* c) { return std::make_shared<Shouter>(c, &closed); });
  CHECK(server.Start(0).ok());
  Client client;
  CHECK(client.Connect(server.port()).ok());
  CHECK(client.Send("abq").ok());
  std::string out;
  CHECK(client
            .ReceiveUntil([&](std::string_view b) {
              out += b;
              return true;
            })
            .ok());
  CHECK_EQ(out, "ABQ");
}

TEST(CallbackMayStopReceiving) {
  std::atomic<int> closed{0};
  Server server([&](Connection* c) { return std::make_shared<Shouter>(c, &closed); });
  CHECK(server.Start(0).ok());
  Client client;
  CHECK(client.Connect(server.port()).ok());
  CHECK(client.Send("a").ok());
  CHECK(client.ReceiveUntil([](std::string_view) { return false; }).ok());
  CHECK_EQ(client.ReceiveUntil([](std::string_view) { return true; }, 1).ToString(),
           "unavailable: receive: timed out");
}

TEST(StopEndsOpenConnections) {
  std::atomic<int> closed{0};
  std::unique_ptr<Server> server(
      new Server([&](Connection* c) { return std::make_shared<Shouter>(c, &closed); }));
  CHECK(server->Start(0).ok());
  Client client;
  CHECK(client.Connect(server->port()).ok());
  CHECK(client.Send("x").ok());
  CHECK(client.ReceiveUntil([](std::string_view) { return false; }).ok());
  server->Stop();
  server->Stop();
  CHECK_EQ(closed.load(), 1);
  server->WaitForClosed(100);  // returns at once after Stop
  std::string rest;
  CHECK(client
            .ReceiveUntil([&](std::string_view b) {
              rest += b;
              return true;
            })
            .ok());
  CHECK_EQ(rest, "");
}

TEST(FactoryMayRefuse) {
  Server server([](Connection*) { return std::shared_ptr<ConnectionHandler>(); });
  CHECK(server.Start(0).ok());
  Client client;
  CHECK(client.Connect(server.port()).ok());
  CHECK(client.ReceiveUntil([](std::string_view) { return true; }).ok());
  server.WaitForClosed(1);
}

TEST(AddressErrors) {
  Socket a, b;
  CHECK(Socket::Listen(0, &a).ok());
  const uint16_t port = a.LocalPort();
  CHECK_EQ(Socket::Listen(port, &b).ToString(), "io error: bind: Address already in use");
  CHECK(!b.valid());
  a.Close();
  CHECK(!a.valid());
  CHECK_EQ(a.LocalPort(), 0);
  // Bound but not listening: refused, and nobody else can take the port meanwhile.
  sockaddr_in address = {};
  socklen_t size = sizeof(address);
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int silent = socket(AF_INET, SOCK_STREAM, 0);
  CHECK(bind(silent, reinterpret_cast<sockaddr*>(&address), size) == 0);
  CHECK(getsockname(silent, reinterpret_cast<sockaddr*>(&address), &size) == 0);
  CHECK_EQ(Socket::Connect(ntohs(address.sin_port), &b).ToString(),
           "io error: connect: Connection refused");
  close(silent);
  Client client;
  CHECK_EQ(client.Send("x").ToString(), "io error: send: Bad file descriptor");
  Server never([](Connection*) { return std::shared_ptr<ConnectionHandler>(); });
  never.Stop();
}

TEST(SocketsMove) {
  Socket a;
  CHECK(Socket::Listen(0, &a).ok());
  const uint16_t port = a.LocalPort();
  Socket b(std::move(a));
  CHECK(!a.valid());
  CHECK_EQ(b.LocalPort(), port);
  Socket c;
  c = std::move(b);
  CHECK_EQ(c.LocalPort(), port);
  Socket client, accepted;
  CHECK(Socket::Connect(port, &client).ok());
  CHECK(c.Accept(&accepted).ok());
  CHECK(accepted.SendAll("hey", 3).ok());
  char buffer[8];
  size_t n = 0;
  CHECK(client.Receive(buffer, sizeof(buffer), &n, 5000).ok());
  CHECK_EQ(std::string(buffer, n), "hey");
}
