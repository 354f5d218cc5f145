#ifndef ZOO_H
#define ZOO_H
int legs();
#endif
