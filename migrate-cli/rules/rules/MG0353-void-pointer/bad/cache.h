#pragma once
using Value = void*;
Value Lookup(int key);
void Store(int key, const void* value);
