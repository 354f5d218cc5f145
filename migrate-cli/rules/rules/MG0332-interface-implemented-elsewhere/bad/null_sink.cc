#include "sink.h"
class NullSink final : public Sink {
 public:
  bool Write(const char*, unsigned long) override { return true; }
};
int FlushNull() { NullSink s; return Flush(&s); }
