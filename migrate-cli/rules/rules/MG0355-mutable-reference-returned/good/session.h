#pragma once
struct Buffer { int used = 0; };
class Session {
 public:
  const Buffer& output() const;
  Session& Append(int n);
 private:
  Buffer& raw();
  Buffer output_;
};
