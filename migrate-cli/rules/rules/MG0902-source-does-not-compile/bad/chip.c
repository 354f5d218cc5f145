#include "chip.h"

int chip_read(void) {
    return CHIP_DEFAULT;
}
