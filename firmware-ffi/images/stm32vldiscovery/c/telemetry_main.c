/* A main program in C over the driver in C. Its frames are those of `images_stm32vldiscovery::frames`. */
#include "telemetry.h"

_Noreturn void board_exit(int32_t status);

static UART_HandleTypeDef line;

int main(void)
{
    if (HAL_Init() != HAL_OK)
        board_exit(1);
    line.Instance = USART1;
    line.Init.BaudRate = 115200;
    line.Init.WordLength = UART_WORDLENGTH_8B;
    line.Init.StopBits = UART_STOPBITS_1;
    line.Init.Parity = UART_PARITY_NONE;
    line.Init.Mode = UART_MODE_TX_RX;
    line.Init.HwFlowCtl = UART_HWCONTROL_NONE;
    line.Init.OverSampling = UART_OVERSAMPLING_16;
    if (HAL_UART_Init(&line) != HAL_OK)
        board_exit(2);
    for (uint8_t length = 0; length <= TELEMETRY_LONGEST; length += 4) {
        uint8_t payload[TELEMETRY_LONGEST];
        for (uint8_t i = 0; i < length; i++)
            payload[i] = (uint8_t)(0x70 + 7 * i + length);
        if (telemetry_send(&line, payload, length, 1000) != HAL_OK)
            board_exit(3);
    }
    board_exit(HAL_UART_DeInit(&line) == HAL_OK ? 0 : 4);
}
