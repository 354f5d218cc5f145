#pragma once
struct Cursor { int at; };
Cursor* NewCursor(int start);
