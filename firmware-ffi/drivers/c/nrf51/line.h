/* A serial line of mbed's HAL, which waits without a limit and cannot fail. */
#ifndef LINE_H
#define LINE_H

#include "serial_api.h"

#define LINE_REFUSED 1

typedef serial_t line_t;
typedef int line_status;

static inline line_status line_write(line_t *line, uint8_t *bytes, uint16_t length, uint32_t timeout)
{
    (void)timeout;
    for (uint16_t i = 0; i < length; i++)
        serial_putc(line, bytes[i]);
    return 0;
}

#endif
