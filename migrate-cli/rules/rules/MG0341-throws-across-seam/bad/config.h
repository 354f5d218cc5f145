#pragma once
struct ConfigError { int line; };
int LoadConfig(const char* text);
int Checked(const char* text) noexcept;
