#include "chip.h"

int chip_read(void) {
    return 0;
}
