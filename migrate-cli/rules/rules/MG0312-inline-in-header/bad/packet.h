#pragma once
class Packet {
 public:
  explicit Packet(int size);
  int size() const { return size_; }
 private:
  int size_;
};
