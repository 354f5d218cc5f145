/* A main program in C over the check in C, or in Rust: an image for each verdict, and what else there is to be wrong. */
#include "image.h"
#include "marks.h"

_Noreturn void board_exit(int32_t status);

#define MAGIC 0x4d47494du
#define BODY 240
#define SIZE (12 + BODY)
/* Of the body that `main` writes. */
#define CHECKSUM 0x9a0ca945u

static uint8_t memory[SIZE];

static void put_word(uint8_t *to, uint32_t word)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(word >> 8 * i);
}

static const struct {
    uint16_t size;
    uint16_t length;
    uint32_t magic;
    uint32_t checksum;
    uint8_t verdict;
} cases[] = {
    {SIZE, BODY, MAGIC, CHECKSUM, IMAGE_GOOD},
    {SIZE, BODY, MAGIC, 0x12345678u, IMAGE_BAD_CHECKSUM},
    {SIZE, BODY, 0x4d47494cu, CHECKSUM, IMAGE_NONE},
    {SIZE, BODY + 1, MAGIC, CHECKSUM, IMAGE_BAD_LENGTH},
    {SIZE, 0, MAGIC, CHECKSUM, IMAGE_BAD_LENGTH},
    {11, BODY, MAGIC, CHECKSUM, IMAGE_NONE},
};

int main(void)
{
    int failed = 0;
    for (int i = 0; i < BODY; i++)
        memory[12 + i] = (uint8_t)(i * 7 + 3);
    bench_begin();
    for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
        put_word(memory, cases[i].magic);
        put_word(memory + 4, cases[i].length);
        put_word(memory + 8, cases[i].checksum);
        failed |= image_check(memory, cases[i].size) != cases[i].verdict;
    }
    bench_end();
    board_exit(failed);
}
