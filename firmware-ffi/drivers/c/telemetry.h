/* Frames on a serial line: a flag, the length, the payload and its CRC-16, with an escape for a flag in between. */
#ifndef TELEMETRY_H
#define TELEMETRY_H

#include <stdint.h>

/* The HAL's serial line: line_t, line_status, LINE_REFUSED, line_write. */
#include "line.h"

#define TELEMETRY_LONGEST 32

/* Sends one frame, in one write. LINE_REFUSED if the payload is longer than the longest. */
line_status telemetry_send(line_t *line, const uint8_t *payload, uint32_t length, uint32_t timeout);

#endif
