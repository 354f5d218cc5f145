#pragma once

#include <memory>

namespace zoo {
class Ticket {
 public:
  explicit Ticket(int number) : number_(number) {}
  ~Ticket() {}
  int number() const { return number_; }

 private:
  int number_;
};

inline void release(std::unique_ptr<Ticket> ticket) { ticket.reset(); }
}
