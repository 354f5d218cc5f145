/* A main program in C over a driver in C, or in Rust. */
#include "frames.h"

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
    if (frames_send(&line))
        board_exit(3);
    board_exit(HAL_UART_DeInit(&line) == HAL_OK ? 0 : 4);
}
