#include "session.h"
Buffer& Session::output() { return output_; }
