#pragma once
void LogText(int level, const char* text);
