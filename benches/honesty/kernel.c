/* A scenario whose work is known: steps of one kind, each of which waits for the one before. EXTRA thousandths more of them
 * change nothing that anybody sees. PADDING bytes of nothing stand before the code. */
#include <stdint.h>
#include <stdlib.h>

#ifndef EXTRA
#define EXTRA 0
#endif
#ifndef PADDING
#define PADDING 0
#endif
#ifndef STEPS
#define STEPS 12000
#endif

#define TEXT(x) #x
#define ASM(x) __asm__(".text\n.skip " TEXT(x) ", 0x90\n")
ASM(PADDING);

struct state {
  uint64_t x, other;
  uint8_t table[4096];
};

static uint64_t steps(uint64_t* x, const uint8_t* table, long count) {
  uint64_t sum = 0, now = *x;
  for (long i = 0; i < count; ++i) {
    now ^= now << 13;
    now ^= now >> 7;
    now ^= now << 17;
    sum += table[now & 4095];
  }
  *x = now;
  return sum;
}

void* migrate_scenario_new(uint64_t seed) {
  struct state* s = malloc(sizeof *s);
  s->x = seed | 1;
  s->other = s->x;
  for (int i = 0; i < 4096; ++i) s->table[i] = (uint8_t)(i * 131 + 7);
  return s;
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  struct state* s = state;
  uint64_t sum = 0;
  for (uint64_t i = 0; i < iterations; ++i) {
    sum += steps(&s->x, s->table, STEPS);
    steps(&s->other, s->table, (long)STEPS * EXTRA / 1000);
  }
  return sum;
}

void migrate_scenario_free(void* state) { free(state); }

#ifdef PROGRAM
#include <stdio.h>
int main(void) {
  void* s = migrate_scenario_new(1);
  printf("%llu\n", (unsigned long long)migrate_scenario_run(s, PROGRAM));
  return 0;
}
#endif
