#pragma once
#include <map>
#include <string>
std::map<std::string, double> Totals(int series);
