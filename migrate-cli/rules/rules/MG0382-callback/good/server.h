#pragma once
class Handler {
 public:
  virtual ~Handler() = default;
  virtual bool Handle(int n) = 0;
};
bool OnPacket(Handler& handler);
