#pragma once
#include <string>
class Config {
 public:
  const std::string& host() const;
  int port() const;
 private:
  std::string host_;
  int port_ = 0;
};
