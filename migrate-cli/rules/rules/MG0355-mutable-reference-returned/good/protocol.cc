#include "session.h"
int Hello(Session& s) { return s.Append(1).Append(2).output().used; }
