#pragma once
// café
inline int marked(int x) {
  return x;
}
/// Text é of another encoding, \brief ÿ */ and ``` of all kinds [x] <y>
inline int latin() { return 1; }
#define LATIN "café"
