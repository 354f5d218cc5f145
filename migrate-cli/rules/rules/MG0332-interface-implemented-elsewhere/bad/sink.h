#pragma once
class Sink {
 public:
  virtual ~Sink() = default;
  virtual bool Write(const char* data, unsigned long size) = 0;
};
int Flush(Sink* sink);
