#include "config.h"
int main() { return LoadConfig("7") + Checked("a"); }
