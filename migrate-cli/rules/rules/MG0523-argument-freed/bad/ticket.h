#pragma once

namespace zoo {
class Ticket {
 public:
  explicit Ticket(int number) : number_(number) {}
  ~Ticket() {}
  int number() const { return number_; }

 private:
  int number_;
};

inline void release(Ticket* ticket) { delete ticket; }
}
