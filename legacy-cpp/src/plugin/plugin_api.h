#ifndef GATEWAY_PLUGIN_PLUGIN_API_H_
#define GATEWAY_PLUGIN_PLUGIN_API_H_

/* The binary interface between the gateway and its plugins.  Plain C, so
 * that plugins can be built with another compiler than the gateway. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A plugin works if its major version is ours and its minor version is not
 * newer than ours. */
#define GW_PLUGIN_ABI(major, minor) (((uint32_t)(major) << 16) | (uint32_t)(minor))
#define GW_PLUGIN_ABI_CURRENT GW_PLUGIN_ABI(1, 1)

enum { GW_PLUGIN_KEEP = 0, GW_PLUGIN_DROP = 1, GW_PLUGIN_ERROR = -1 };

typedef struct gw_plugin_sample {
  uint64_t device;
  int64_t time_ms;
  const char* metric;
  double value; /* may be changed by process() */
} gw_plugin_sample;

typedef struct gw_plugin_host {
  uint32_t abi;
  void* context;
  void (*log)(void* context, const char* fmt, ...);
  /* NULL if the option is not set; valid during create() only. */
  const char* (*option)(void* context, const char* key);
} gw_plugin_host;

typedef struct gw_plugin {
  uint32_t abi;
  const char* name;
  /* Returns the user data for the other calls, NULL on failure with a text
   * in `error`.  `host` stays valid until destroy(). */
  void* (*create)(const gw_plugin_host* host, char* error, size_t error_size);
  int (*process)(void* self, gw_plugin_sample* sample);
  void (*destroy)(void* self);
  /* Since 1.1, may be NULL: the device restarted, forget what it sent. */
  void (*reset)(void* self, uint64_t device);
} gw_plugin;

typedef const gw_plugin* (*gw_plugin_entry)(void);

const gw_plugin* gw_scale_plugin(void);
const gw_plugin* gw_deadband_plugin(void);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* GATEWAY_PLUGIN_PLUGIN_API_H_ */
