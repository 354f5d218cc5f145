#ifndef CHIP_H
#define CHIP_H

int chip_read(void);

#endif
