#ifndef CHIP_H
#define CHIP_H

float chip_scale(float value);
unsigned int chip_ticks(void);

struct chip_pair {
    unsigned int low;
    unsigned int high;
};

#endif
