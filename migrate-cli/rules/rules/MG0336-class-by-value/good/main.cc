#include "status.h"
int main() { Status s(1); return Open(s).code; }
