/* How the compiler of this file lays out the handles: size, alignment, and where their last member of interest is. */
#include <stddef.h>

#include "py32f0xx_hal.h"

#ifndef TABLE
#define TABLE py32f0_layout
#endif

#define ROW(type, member) { sizeof(type), _Alignof(type), offsetof(type, member) }

const uint16_t TABLE[5][3] = {
    ROW(UART_HandleTypeDef, ErrorCode),
    ROW(SPI_HandleTypeDef, ErrorCode),
    ROW(I2C_HandleTypeDef, ErrorCode),
    ROW(GPIO_InitTypeDef, Alternate),
    { sizeof(HAL_StatusTypeDef), _Alignof(HAL_StatusTypeDef), 0 },
};
