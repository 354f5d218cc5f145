#ifndef CHIP_H
#define CHIP_H

enum chip_mode { CHIP_SLOW, CHIP_FAST };

void chip_set(enum chip_mode mode);

#endif
