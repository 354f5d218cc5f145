#ifndef CHIP_H
#define CHIP_H

struct chip_flags {
    unsigned int ready : 3;
    unsigned int level : 5;
};

unsigned int chip_level(struct chip_flags *flags);

#endif
