#ifndef GATEWAY_SESSION_SESSION_MANAGER_H_
#define GATEWAY_SESSION_SESSION_MANAGER_H_

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "session/session.h"

namespace gateway::pipeline {
class Pipeline;
}

namespace gateway::session {
class SessionManager {
 public:
  SessionManager(pipeline::Pipeline* pipeline, dispatch::Dispatcher* dispatcher);

  std::shared_ptr<Session> Create(net::Connection* connection);
  // Sends to every open session.
  void Broadcast(const codec::Frame& frame);
  std::string Describe() const;  // "1 open\n", by id
  size_t session_count() const;

  pipeline::Pipeline* pipeline() const { return pipeline_; }
  dispatch::Dispatcher* dispatcher() const { return dispatcher_; }

 private:
  friend class Session;
  void Remove(uint64_t id);

  pipeline::Pipeline* const pipeline_;
  dispatch::Dispatcher* const dispatcher_;
  mutable std::mutex mu_;
  std::map<uint64_t, std::shared_ptr<Session>> sessions_;
  uint64_t last_id_ = 0;
};
}  // namespace gateway::session

#endif  // GATEWAY_SESSION_SESSION_MANAGER_H_
