#include "check.h"
TEST(None) {}
