#include "image.h"

/* How an image begins, and the bytes before its body: magic, length, CRC-32, each a little-endian word. */
#define MAGIC 0x4d47494du
#define HEADER 12u

static uint32_t word(const uint8_t *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t crc32(const uint8_t *bytes, uint32_t length)
{
    uint32_t crc = 0xffffffffu;
    while (length-- > 0) {
        crc ^= *bytes++;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 1 ? crc >> 1 ^ 0xedb88320u : crc >> 1;
    }
    return ~crc;
}

uint8_t image_check(const uint8_t *memory, uint32_t size)
{
    if (size < HEADER || word(memory) != MAGIC)
        return IMAGE_NONE;
    uint32_t length = word(memory + 4);
    if (length == 0 || length > size - HEADER)
        return IMAGE_BAD_LENGTH;
    return crc32(memory + HEADER, length) == word(memory + 8) ? IMAGE_GOOD : IMAGE_BAD_CHECKSUM;
}
