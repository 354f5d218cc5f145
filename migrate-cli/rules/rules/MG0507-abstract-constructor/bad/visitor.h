#pragma once

namespace zoo {
class Visitor {
 public:
  explicit Visitor(int ticket) : ticket_(ticket) {}
  virtual int visit(int cage) = 0;
  int ticket() const { return ticket_; }

 private:
  int ticket_;
};
}
