#include "sink.h"
int Flush(Sink* sink) { return sink->Write("", 0) ? 1 : 0; }
