/* A main program in C over a driver in C, or in Rust. */
#include "frames.h"

_Noreturn void board_exit(int32_t status);

int main(void)
{
    static line_t line;
    serial_init(&line, USBTX, USBRX);
    serial_baud(&line, 115200);
    board_exit(frames_send(&line) ? 1 : 0);
}
