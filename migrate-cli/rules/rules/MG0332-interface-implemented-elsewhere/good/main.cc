#include "sink.h"
int main() { return FlushAll(); }
