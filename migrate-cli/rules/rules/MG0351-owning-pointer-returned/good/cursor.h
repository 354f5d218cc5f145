#pragma once
#include <memory>
struct Cursor { int at; };
std::unique_ptr<Cursor> NewCursor(int start);
const Cursor* Find(const Cursor* from, int at);
