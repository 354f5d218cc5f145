#include "report.h"
#include <map>
static std::map<std::string, double> Totals(int series) { return {{"all", series}}; }
double TotalOf(const std::string& name) { return Totals(2)[name]; }
std::vector<double> All() { return {TotalOf("all")}; }
