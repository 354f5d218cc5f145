#pragma once

extern "C" unsigned char migrate_start(unsigned char *module);

inline bool rust_answers(unsigned char *module) {
  unsigned char mode = __atomic_load_n(module, __ATOMIC_RELAXED);
  return (mode == 0 ? migrate_start(module) : mode) == 2;
}

#ifdef RUST_ONLY
#define DISPATCH(module, rust, cpp) (rust)
#else
#define DISPATCH(module, rust, cpp) (rust_answers(&migrate_module_##module) ? (rust) : (cpp))
#endif
