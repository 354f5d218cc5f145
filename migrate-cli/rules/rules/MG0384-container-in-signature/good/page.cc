#include "report.h"
double Sum() { return TotalOf("all") + All()[0]; }
