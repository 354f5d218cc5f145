#pragma once
class Metrics {
 public:
  static Metrics& Instance();
  int hits = 0;
};
