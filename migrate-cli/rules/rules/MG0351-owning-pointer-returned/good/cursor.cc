#include "cursor.h"
static int* Scratch() { return new int(0); }
std::unique_ptr<Cursor> NewCursor(int start) { return std::make_unique<Cursor>(Cursor{start}); }
const Cursor* Find(const Cursor* from, int at) {
  int* p = Scratch();
  *p = from->at;
  bool hit = *p == at;
  delete p;
  return hit ? from : nullptr;
}
