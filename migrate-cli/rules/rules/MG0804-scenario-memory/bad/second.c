#include <stdint.h>
#include <stdlib.h>

struct state {
  uint64_t x;
};

void* migrate_scenario_new(uint64_t seed) {
  struct state* s = malloc(sizeof *s);
  s->x = seed;
  return s;
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  struct state* s = state;
  for (uint64_t i = 0; i < iterations; ++i) {
    for (int k = 0; k < 1000; ++k) s->x = (s->x ^ (s->x >> 29)) * 0x9e3779b97f4a7c15;
    char* kept = malloc(8 << 20);
    if (kept == NULL) abort();
    for (int k = 0; k < 8 << 20; k += 4096) kept[k] = 1;
  }
  return s->x;
}

void migrate_scenario_free(void* state) { free(state); }
