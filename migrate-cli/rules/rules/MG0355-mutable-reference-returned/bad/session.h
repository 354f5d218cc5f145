#pragma once
struct Buffer { int used = 0; };
class Session {
 public:
  Buffer& output();
 private:
  Buffer output_;
};
