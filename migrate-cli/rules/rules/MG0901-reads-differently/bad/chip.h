#ifndef CHIP_H
#define CHIP_H

static inline int chip_twice(int x) {
    int twice(int y) { return 2 * y; }
    return twice(x);
}

#endif
