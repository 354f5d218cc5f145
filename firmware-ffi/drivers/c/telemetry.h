/* Frames on a serial line: a flag, the length, the payload and its CRC-16, with an escape for a flag in between. */
#ifndef TELEMETRY_H
#define TELEMETRY_H

#include "py32f0xx_hal.h"

#define TELEMETRY_LONGEST 32

/* Sends one frame, in one call of the HAL. HAL_ERROR if the payload is longer than the longest. */
HAL_StatusTypeDef telemetry_send(UART_HandleTypeDef *line, const uint8_t *payload, uint32_t length, uint32_t timeout);

#endif
