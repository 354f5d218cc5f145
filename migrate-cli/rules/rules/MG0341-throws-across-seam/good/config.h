#pragma once
int LoadConfig(const char* text);
