#pragma once
class Metrics {
 public:
  int Next();
 private:
  int hits_ = 0;
};
