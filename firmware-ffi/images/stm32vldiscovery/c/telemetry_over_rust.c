/* The same main program in C, over the driver in Rust. */
#include "telemetry_rust.h"

_Noreturn void board_exit(int32_t status);

int main(void)
{
    if (telemetry_open(115200) != Ok || telemetry_open(115200) != Claimed)
        board_exit(1);
    for (uint8_t length = 0; length <= 32; length += 4) {
        uint8_t payload[32];
        for (uint8_t i = 0; i < length; i++)
            payload[i] = (uint8_t)(0x70 + 7 * i + length);
        if (telemetry_frame(payload, length) != Ok)
            board_exit(2);
    }
    uint8_t longer[33] = {0};
    if (telemetry_frame(longer, sizeof longer) != TooLong)
        board_exit(3);
    telemetry_close();
    board_exit(telemetry_frame(longer, 1) == Closed ? 0 : 4);
}
