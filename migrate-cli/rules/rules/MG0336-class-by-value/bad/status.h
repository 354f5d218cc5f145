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
Status Open(int port);
