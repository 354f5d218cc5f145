/* Functions that the vendor's headers define themselves have no symbol. These have. */
#include "gpio_api.h"

void inline_gpio_write(gpio_t *pin, int value)
{
    gpio_write(pin, value);
}

int inline_gpio_read(gpio_t *pin)
{
    return gpio_read(pin);
}
