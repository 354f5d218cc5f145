#include "metrics.h"
int main() { return ++Metrics::Instance().hits; }
