#include "session/session_manager.h"

#include <vector>

#include "base/strings.h"

namespace gateway::session {
SessionManager::SessionManager(pipeline::Pipeline* pipeline, dispatch::Dispatcher* dispatcher)
    : pipeline_(pipeline), dispatcher_(dispatcher) {}

std::shared_ptr<Session> SessionManager::Create(net::Connection* connection) {
  std::lock_guard<std::mutex> lock(mu_);
  auto session = std::make_shared<Session>(this, connection, ++last_id_);
  sessions_[session->id()] = session;
  return session;
}

void SessionManager::Remove(uint64_t id) {
  std::lock_guard<std::mutex> lock(mu_);
  sessions_.erase(id);
}

void SessionManager::Broadcast(const codec::Frame& frame) {
  // With the lock held a session cannot lose its connection under us.
  std::lock_guard<std::mutex> lock(mu_);
  for (auto& item : sessions_) {
    if (item.second->state() == Session::State::kOpen) item.second->Send(frame);
  }
}

std::string SessionManager::Describe() const {
  static const char* const kStates[] = {"greeting", "open", "closed"};
  std::lock_guard<std::mutex> lock(mu_);
  std::string out;
  for (const auto& item : sessions_) {
    out += StrPrintf("%llu %s\n", static_cast<unsigned long long>(item.first),
                     kStates[static_cast<int>(item.second->state())]);
  }
  return out;
}

size_t SessionManager::session_count() const {
  std::lock_guard<std::mutex> lock(mu_);
  return sessions_.size();
}
}  // namespace gateway::session
