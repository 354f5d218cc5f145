#pragma once
int Load(const char* text);
