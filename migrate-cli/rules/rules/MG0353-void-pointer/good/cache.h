#pragma once
struct Handle;
Handle* Lookup(int key);
void Store(int key, const char* value);
