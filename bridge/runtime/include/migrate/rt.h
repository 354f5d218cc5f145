/* Which implementation of a ported module answers; for programs that change it while they run.
 *
 * The environment chooses first: MIGRATE_ and the module's name in capitals is cpp, rust or shadow. */
#ifndef MIGRATE_RT_H
#define MIGRATE_RT_H

#ifdef __cplusplus
extern "C" {
#endif

enum migrate_mode_number {
  MIGRATE_CPP = 1,    /* the original */
  MIGRATE_RUST = 2,   /* the Rust that replaces it */
  MIGRATE_SHADOW = 3, /* both run, the original answers */
};

/* Lets the implementation "cpp", "rust" or "shadow" of a module answer from now on. Calls that run and objects that live
 * stay where they are. 0; -1 if there is no such module; -2 if there is no such mode. Any thread may call it. */
int migrate_set_mode(const char *module, const char *mode);

/* The mode of a module, or -1 if there is no such module. */
int migrate_mode(const char *module);

#ifdef __cplusplus
}
#endif

#endif
