#include "session.h"
int Hello(Session& s) { return ++s.output().used; }
