#ifndef CHIP_H
#define CHIP_H

enum chip_code { CHIP_OK, CHIP_LATE = 4 };

enum chip_code chip_wait(void);

#endif
