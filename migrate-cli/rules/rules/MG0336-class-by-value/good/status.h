#pragma once
class Status {
 public:
  explicit Status(int code);
  Status(const Status& other);
  ~Status();
  int code() const;
 private:
  int* code_;
};
struct Plain { int code; };
Plain Open(const Status& previous);
