/* Whether a boot loader may start an image. */
#ifndef IMAGE_H
#define IMAGE_H

#include <stdint.h>

enum { IMAGE_GOOD = 0, IMAGE_NONE = 1, IMAGE_BAD_LENGTH = 2, IMAGE_BAD_CHECKSUM = 3 };

/* Looks at an image in `size` bytes of memory, which may go on behind it. */
uint8_t image_check(const uint8_t *memory, uint32_t size);

#endif
