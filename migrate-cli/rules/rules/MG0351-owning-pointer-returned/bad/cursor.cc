#include "cursor.h"
Cursor* NewCursor(int start) { return new Cursor{start}; }
