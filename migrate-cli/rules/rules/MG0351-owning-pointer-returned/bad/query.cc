#include "cursor.h"
int First() {
  Cursor* c = NewCursor(3);
  int at = c->at;
  delete c;
  return at;
}
