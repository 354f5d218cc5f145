#include "report.h"
std::map<std::string, double> Totals(int series) { return {{"all", series}}; }
