/* A serial line of the PY32F0's HAL. */
#ifndef LINE_H
#define LINE_H

#include "py32f0xx_hal.h"

#define LINE_REFUSED HAL_ERROR

typedef UART_HandleTypeDef line_t;
typedef HAL_StatusTypeDef line_status;

static inline line_status line_write(line_t *line, uint8_t *bytes, uint16_t length, uint32_t timeout)
{
    return HAL_UART_Transmit(line, bytes, length, timeout);
}

#endif
