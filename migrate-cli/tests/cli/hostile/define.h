#ifndef NEED_DEFINE
#error "define NEED_DEFINE"
#endif
inline int defined_one() { return NEED_DEFINE; }
