#include "metrics.h"
int main() { Metrics m; return m.Next(); }
