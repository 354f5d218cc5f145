#pragma once
struct ConfigError { int line; };
int Load(const char* text);
