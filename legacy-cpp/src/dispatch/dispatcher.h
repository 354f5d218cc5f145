#ifndef GATEWAY_DISPATCH_DISPATCHER_H_
#define GATEWAY_DISPATCH_DISPATCHER_H_

#include "codec/frame.h"
#include "pipeline/pipeline.h"

namespace gateway::session {
class Session;
class SessionManager;
}  // namespace gateway::session

namespace gateway::dispatch {

// Decides what a frame means and who has to deal with it.
class Dispatcher {
 public:
  explicit Dispatcher(pipeline::Pipeline* pipeline);
  void Attach(session::SessionManager* sessions) { sessions_ = sessions; }

  void Dispatch(session::Session* session, const codec::Frame& frame);
  // Entry for packets made by rules.
  pipeline::Result Resubmit(const codec::Packet& packet);

 private:
  typedef void (Dispatcher::*Handler)(session::Session*, const codec::Frame&);

  void OnHello(session::Session* session, const codec::Frame& frame);
  void OnDataFrame(session::Session* session, const codec::Frame& frame);
  void OnQuery(session::Session* session, const codec::Frame& frame);
  void OnPing(session::Session* session, const codec::Frame& frame);
  void OnBye(session::Session* session, const codec::Frame& frame);
  void OnUnexpected(session::Session* session, const codec::Frame& frame);

  static const Handler kHandlers[11];

  pipeline::Pipeline* const pipeline_;
  session::SessionManager* sessions_ = nullptr;
};
}  // namespace gateway::dispatch

#endif  // GATEWAY_DISPATCH_DISPATCHER_H_
