#include "session.h"
Buffer& Session::raw() { return output_; }
const Buffer& Session::output() const { return output_; }
Session& Session::Append(int n) { raw().used += n; return *this; }
