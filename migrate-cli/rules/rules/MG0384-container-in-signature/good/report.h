#pragma once
#include <string>
#include <vector>
double TotalOf(const std::string& name);
std::vector<double> All();
