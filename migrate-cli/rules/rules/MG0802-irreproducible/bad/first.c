#include <stdint.h>
#include <stdlib.h>

static uint64_t calls;

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
    s->x += ++calls;
  }
  return s->x;
}

void migrate_scenario_free(void* state) { free(state); }
