#pragma once
int Report(const char* file, int line);
#define CHECK_THAT(c) ((c) ? 0 : Report(__FILE__, __LINE__))
