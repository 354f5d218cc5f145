#include "telemetry.h"

#define FLAG 0x7e
#define ESCAPE 0x7d
#define CHANGE 0x20

struct frame {
    uint8_t bytes[1 + 2 * (1 + TELEMETRY_LONGEST + 2)];
    uint16_t length;
};

static void put(struct frame *frame, uint8_t byte)
{
    if (byte == FLAG || byte == ESCAPE) {
        frame->bytes[frame->length++] = ESCAPE;
        byte ^= CHANGE;
    }
    frame->bytes[frame->length++] = byte;
}

static uint16_t crc16(uint16_t crc, uint8_t byte)
{
    crc ^= (uint16_t)(byte << 8);
    for (int bit = 0; bit < 8; bit++)
        crc = crc & 0x8000 ? (uint16_t)(crc << 1 ^ 0x1021) : (uint16_t)(crc << 1);
    return crc;
}

line_status telemetry_send(line_t *line, const uint8_t *payload, uint32_t length, uint32_t timeout)
{
    if (length > TELEMETRY_LONGEST)
        return LINE_REFUSED;
    struct frame frame = {.bytes = {FLAG}, .length = 1};
    uint16_t crc = crc16(0xffff, (uint8_t)length);
    put(&frame, (uint8_t)length);
    for (uint32_t i = 0; i < length; i++) {
        crc = crc16(crc, payload[i]);
        put(&frame, payload[i]);
    }
    put(&frame, (uint8_t)(crc >> 8));
    put(&frame, (uint8_t)crc);
    return line_write(line, frame.bytes, frame.length, timeout);
}
