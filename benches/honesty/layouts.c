/* A scenario whose time depends on where its code lies: short loops that end where nobody foresees it, so that much depends on
 * which branches share an entry of the predictor. PADDING bytes of nothing stand before the code. */
#include <stdint.h>
#include <stdlib.h>

#ifndef PADDING
#define PADDING 0
#endif

#define TEXT(x) #x
#define ASM(x) __asm__(".text\n.skip " TEXT(x) ", 0x90\n")
ASM(PADDING);

#define LENGTH 4096

struct state {
  uint8_t text[LENGTH];
};

void* migrate_scenario_new(uint64_t seed) {
  struct state* s = malloc(sizeof *s);
  uint64_t x = seed | 1;
  for (int i = 0; i < LENGTH; ++i) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
    s->text[i] = (x >> 20) & 15 ? 'a' + x % 26 : ' ';
  }
  return s;
}

/* Sums of the letters of each word, the odd ones mixed in once more. */
static __attribute__((noinline)) uint64_t words(const uint8_t* text, uint64_t sum) {
  for (int i = 0; i < LENGTH;) {
    uint32_t word = 0;
    for (; i < LENGTH && text[i] != ' '; ++i) word += text[i];
    while (i < LENGTH && text[i] == ' ') ++i;
    sum += word;
    if (word & 1) sum ^= word;
  }
  return sum;
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  struct state* s = state;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < iterations; ++i) sum += words(s->text, sum);
  return sum;
}

void migrate_scenario_free(void* state) { free(state); }
