#ifndef GATEWAY_CODEC_CODEC_C_H_
#define GATEWAY_CODEC_CODEC_C_H_

/* The frame codec for C callers, chiefly device firmware test benches. */

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define GW_CODEC_OK 0
#define GW_CODEC_FRAME 1
#define GW_CODEC_ERR_ARGUMENT (-1)
#define GW_CODEC_ERR_CORRUPT (-2)
#define GW_CODEC_ERR_TOO_LARGE (-3)
#define GW_CODEC_ERR_UNSUPPORTED (-4)
#define GW_CODEC_ERR_NO_SPACE (-5)

typedef struct gw_codec gw_codec;

typedef struct gw_frame {
  uint8_t flags; /* 0 when encoding means "current version, nothing else" */
  uint8_t type;
  uint32_t channel;
  const uint8_t* payload;
  size_t payload_size;
} gw_frame;

/* max_frame 0 selects the default limit.  NULL when out of memory. */
gw_codec* gw_codec_new(size_t max_frame);
void gw_codec_free(gw_codec* codec);

/* Queues what the bytes complete; returns the number of entries waiting. */
int gw_codec_feed(gw_codec* codec, const void* data, size_t size);

/* Takes the next entry: GW_CODEC_FRAME, an error for a broken frame, or
 * GW_CODEC_OK when there is nothing.  The payload stays valid until the next
 * call on the same codec. */
int gw_codec_next(gw_codec* codec, gw_frame* frame);

/* Text of the error last returned by gw_codec_next, "" before the first. */
const char* gw_codec_last_error(const gw_codec* codec);

/* *out_size is set to the needed size even when it does not fit. */
int gw_codec_encode(const gw_frame* frame, void* out, size_t capacity, size_t* out_size);

const char* gw_codec_strerror(int code);
uint32_t gw_codec_crc32(const void* data, size_t size);

#ifdef __cplusplus
} /* extern "C" */
#endif

#endif /* GATEWAY_CODEC_CODEC_C_H_ */
