/* A service whose latencies under load are known: a request takes REQUEST nanoseconds, and one of EVERY requests stalls for
 * STALL nanoseconds more, as a slow disk would make it. It waits and does not work, so that it is as fast on a busy machine. */
#define _POSIX_C_SOURCE 200809L
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

#define SECOND 1000000000L

struct state {
  uint64_t served;
};

static struct timespec after(long nanoseconds) {
  struct timespec at;
  clock_gettime(CLOCK_MONOTONIC, &at);
  at.tv_nsec += nanoseconds;
  at.tv_sec += at.tv_nsec / SECOND;
  at.tv_nsec %= SECOND;
  return at;
}

static void rest(long nanoseconds) {
  struct timespec until = after(nanoseconds);
  while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, NULL) == EINTR) continue;
}

void* migrate_scenario_new(uint64_t seed) {
  (void)seed;
  prctl(PR_SET_TIMERSLACK, 1UL, 0UL, 0UL, 0UL); /* Sleep so long, and not up to 50 us longer. */
  return calloc(1, sizeof(struct state));
}

uint64_t migrate_scenario_run(void* state, uint64_t iterations) {
  struct state* s = state;
  for (uint64_t i = 0; i < iterations; ++i) {
    /* The first stall comes in the middle: whoever measures EVERY requests sees one. */
    rest(s->served % EVERY == EVERY / 2 ? REQUEST + STALL : REQUEST);
    ++s->served;
  }
  return s->served;
}

void migrate_scenario_free(void* state) { free(state); }
