#pragma once
void Logf(int level, const char* format, ...);
