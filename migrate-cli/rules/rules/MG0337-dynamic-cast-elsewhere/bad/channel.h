#pragma once
class Channel {
 public:
  virtual ~Channel();
  virtual int Send(int v) = 0;
};
class SocketChannel : public Channel {
 public:
  int Send(int v) override;
  int Shutdown();
};
