#pragma once
class Packet {
 public:
  explicit Packet(int size);
  int size() const;
 private:
  int Bias() const { return 1; }
  int size_;
};
