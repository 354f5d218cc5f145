#include "status.h"
int main() { return Open(80).code(); }
