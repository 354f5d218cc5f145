#ifndef CHIP_H
#define CHIP_H

static inline int chip_twice(int x) {
    return 2 * x;
}

#endif
