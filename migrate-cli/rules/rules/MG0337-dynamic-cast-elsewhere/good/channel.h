#pragma once
class Channel {
 public:
  virtual ~Channel();
  virtual int Send(int v) = 0;
  virtual int Shutdown();
};
int Close(Channel* c);
