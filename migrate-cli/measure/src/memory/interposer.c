/* Counts what a program asks of malloc and its relatives, C++ and Rust by one rule: each block that is handed out is one
 * allocation, whoever asks and in which thread; a block that realloc moves or resizes is one reallocation. Sizes are those
 * that malloc_usable_size tells, so that what is given back is known without a word of our own in each block.
 *
 * Built for LD_PRELOAD. Counting starts and ends when the program says so, by migrate_memory_begin and migrate_memory_end;
 * between these migrate_memory_look tells how much there is, and how much there was at most since the last look. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct migrate_memory {
  uint64_t allocations, reallocations, frees, bytes;
  int64_t live, peak;
};

static atomic_int on;
static atomic_uint_fast64_t allocations, reallocations, frees, bytes;
static atomic_int_fast64_t live, peak, recent;

static void *(*real_malloc)(size_t);
static void *(*real_calloc)(size_t, size_t);
static void *(*real_realloc)(void *, size_t);
static void (*real_free)(void *);
static int (*real_posix_memalign)(void **, size_t, size_t);
static void *(*real_aligned_alloc)(size_t, size_t);
static void *(*real_memalign)(size_t, size_t);
static void *(*real_valloc)(size_t);
static void *(*real_pvalloc)(size_t);

/* dlsym may allocate before it can tell where to: from here, and never given back. */
static _Alignas(16) char early[65536];
static atomic_size_t early_used;

static void *from_early(size_t size) {
  size_t rounded = (size + 15) & ~(size_t)15;
  size_t at = atomic_fetch_add(&early_used, rounded);
  return at + rounded <= sizeof early ? early + at : NULL;
}

static int is_early(const void *at) { return (const char *)at >= early && (const char *)at < early + sizeof early; }

static _Thread_local int finding __attribute__((tls_model("initial-exec")));

static void find(void) {
  finding = 1;
  real_calloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "calloc");
  real_realloc = (void *(*)(void *, size_t))dlsym(RTLD_NEXT, "realloc");
  real_free = (void (*)(void *))dlsym(RTLD_NEXT, "free");
  real_posix_memalign = (int (*)(void **, size_t, size_t))dlsym(RTLD_NEXT, "posix_memalign");
  real_aligned_alloc = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "aligned_alloc");
  real_memalign = (void *(*)(size_t, size_t))dlsym(RTLD_NEXT, "memalign");
  real_valloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "valloc");
  real_pvalloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "pvalloc");
  real_malloc = (void *(*)(size_t))dlsym(RTLD_NEXT, "malloc");
  finding = 0;
}

/* Whether the real functions are known; not while they are looked for. */
static int ready(void) {
  if (finding) return 0;
  if (real_malloc == NULL) find();
  return 1;
}

static void raise(atomic_int_fast64_t *most_of, int64_t now) {
  int64_t most = atomic_load(most_of);
  while (now > most && !atomic_compare_exchange_weak(most_of, &most, now)) {
  }
}

static void grow(int64_t by) {
  int64_t now = atomic_fetch_add(&live, by) + by;
  raise(&peak, now);
  raise(&recent, now);
}

static void *given(void *at) {
  if (at != NULL && atomic_load_explicit(&on, memory_order_relaxed)) {
    size_t size = malloc_usable_size(at);
    atomic_fetch_add(&allocations, 1);
    atomic_fetch_add(&bytes, size);
    grow((int64_t)size);
  }
  return at;
}

void *malloc(size_t size) { return ready() ? given(real_malloc(size)) : from_early(size); }

void *calloc(size_t count, size_t size) { return ready() ? given(real_calloc(count, size)) : from_early(count * size); }

void *realloc(void *old, size_t size) {
  if (!ready() || is_early(old)) {
    void *at = ready() ? given(real_malloc(size)) : from_early(size);
    if (at != NULL && old != NULL) {
      size_t rest = (size_t)(early + sizeof early - (char *)old);
      memcpy(at, old, size < rest ? size : rest);
    }
    return at;
  }
  if (old == NULL) return given(real_realloc(old, size));
  int counts = atomic_load_explicit(&on, memory_order_relaxed);
  int64_t before = counts ? (int64_t)malloc_usable_size(old) : 0;
  void *at = real_realloc(old, size);
  if (!counts) return at;
  if (at != NULL) {
    int64_t after = (int64_t)malloc_usable_size(at);
    atomic_fetch_add(&reallocations, 1);
    if (after > before) atomic_fetch_add(&bytes, (uint64_t)(after - before));
    grow(after - before);
  } else if (size == 0) {
    atomic_fetch_add(&frees, 1);
    grow(-before);
  }
  return at;
}

void free(void *at) {
  if (at == NULL || is_early(at) || !ready()) return;
  if (atomic_load_explicit(&on, memory_order_relaxed)) {
    atomic_fetch_add(&frees, 1);
    grow(-(int64_t)malloc_usable_size(at));
  }
  real_free(at);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
  if (!ready()) return ENOMEM;
  int failed = real_posix_memalign(out, alignment, size);
  if (!failed) given(*out);
  return failed;
}

void *aligned_alloc(size_t alignment, size_t size) { return ready() ? given(real_aligned_alloc(alignment, size)) : NULL; }

void *memalign(size_t alignment, size_t size) { return ready() ? given(real_memalign(alignment, size)) : NULL; }

void *valloc(size_t size) { return ready() ? given(real_valloc(size)) : NULL; }

void *pvalloc(size_t size) { return ready() ? given(real_pvalloc(size)) : NULL; }

void migrate_memory_begin(void) {
  atomic_store(&allocations, 0);
  atomic_store(&reallocations, 0);
  atomic_store(&frees, 0);
  atomic_store(&bytes, 0);
  atomic_store(&live, 0);
  atomic_store(&peak, 0);
  atomic_store(&recent, 0);
  atomic_store(&on, 1);
}

void migrate_memory_look(int64_t *now, int64_t *most) {
  *now = atomic_load(&live);
  *most = atomic_exchange(&recent, *now);
}

void migrate_memory_end(struct migrate_memory *out) {
  atomic_store(&on, 0);
  out->allocations = atomic_load(&allocations);
  out->reallocations = atomic_load(&reallocations);
  out->frees = atomic_load(&frees);
  out->bytes = atomic_load(&bytes);
  out->live = atomic_load(&live);
  out->peak = atomic_load(&peak);
}
