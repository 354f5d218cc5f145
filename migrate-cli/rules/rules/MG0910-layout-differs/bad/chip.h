#ifndef CHIP_H
#define CHIP_H

struct chip_handle {
    unsigned char mode;
    unsigned int speed;
};

void chip_start(struct chip_handle *chip);

#endif
