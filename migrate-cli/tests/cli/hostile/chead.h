/* A header for C, as libraries have it. */
#ifndef CHEAD_H
#define CHEAD_H
#include <stddef.h>
#include <stdint.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef struct handle handle;
typedef int (*each_t)(void *ctx, int code);
static inline int handle_read(handle *h, void *buf, size_t len) { return h && buf ? (int)len : 0; }
static inline int handle_each(handle *h, each_t cb, void *ctx) { return h ? cb(ctx, 1) : 0; }
typedef struct {
  uint8_t a;
  uint16_t b;
  uint32_t c[3];
} wire_t;
handle *handle_open(const char *path, int flags);
void handle_close(handle *h);
wire_t handle_wire(wire_t w);
extern int handle_errno;
#ifdef __cplusplus
}
#endif
#endif
