/* Payloads that telemetry is compared by: those of `images_stm32vldiscovery::frames`. */
#ifndef FRAMES_H
#define FRAMES_H

#include "marks.h"
#include "telemetry.h"

/* Sends them all. Not 0 if one was refused. */
static inline int frames_send(line_t *line)
{
    int failed = 0;
    bench_begin();
    for (uint8_t length = 0; length <= TELEMETRY_LONGEST; length += 4) {
        uint8_t payload[TELEMETRY_LONGEST];
        for (uint8_t i = 0; i < length; i++)
            payload[i] = (uint8_t)(0x70 + 7 * i + length);
        failed |= telemetry_send(line, payload, length, 1000) != 0;
    }
    bench_end();
    return failed;
}

#endif
