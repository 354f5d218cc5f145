/* Each iteration does STEP to `x`; WORK is what its threads do. */
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#ifndef WORK
#define WORK 0
#endif

static void* in_thread(void* at) {
  uint64_t x = 1;
  for (int k = 0; k < WORK; ++k) x = (x ^ (x >> 29)) * 0x9e3779b97f4a7c15;
  *(volatile uint64_t*)at = x;
  return at;
}

static inline void start_and_join(void) {
  pthread_t thread;
  uint64_t out;
  pthread_create(&thread, 0, in_thread, &out);
  pthread_join(thread, 0);
}

void* migrate_scenario_new(uint64_t seed) {
  uint64_t* x = malloc(sizeof *x);
  *x = seed;
  return x;
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  uint64_t x = *(uint64_t*)state;
  for (uint64_t i = 0; i < iterations; ++i) {
    STEP;
  }
  return *(uint64_t*)state = x;
}

void migrate_scenario_free(void* state) { free(state); }
