#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static volatile uint64_t wasted;

/* The first side is measured against a copy of its file. */
static int is_copy(void) {
  static int known = -1;
  Dl_info info;
  if (known < 0) known = dladdr((void*)&wasted, &info) != 0 && strstr(info.dli_fname, "again0b") != NULL;
  return known;
}

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
    if (is_copy()) for (int k = 0; k < 4000; ++k) wasted = wasted * 3 + 1;
  }
  return s->x;
}

void migrate_scenario_free(void* state) { free(state); }
