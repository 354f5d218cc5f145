#include "codec/codec_c.h"

#include <cstring>

#include "check.h"

static std::string Encode(uint8_t type, uint32_t channel, const std::string& payload) {
  gw_frame f = {0, type, channel, reinterpret_cast<const uint8_t*>(payload.data()), payload.size()};
  char out[256];
  size_t n = 0;
  CHECK_EQ(gw_codec_encode(&f, out, sizeof(out), &n), GW_CODEC_OK);
  return std::string(out, n);
}

TEST(RoundTrip) {
  gw_codec* c = gw_codec_new(0);
  const std::string bytes = Encode(7, 9, "payload") + Encode(8, 1, "");
  CHECK_EQ(gw_codec_feed(c, bytes.data(), bytes.size()), 2);
  gw_frame f;
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_FRAME);
  CHECK_EQ(int(f.type), 7);
  CHECK_EQ(f.channel, 9u);
  CHECK_EQ(int(f.flags), 2);
  CHECK_EQ(std::string(reinterpret_cast<const char*>(f.payload), f.payload_size), "payload");
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_FRAME);
  CHECK_EQ(int(f.type), 8);
  CHECK_EQ(f.payload_size, 0u);
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_OK);
  CHECK_EQ(std::string(gw_codec_last_error(c)), "");
  gw_codec_free(c);
}

TEST(ErrorsComeInOrder) {
  gw_codec* c = gw_codec_new(16);
  const std::string big(40, 'x');
  const std::string bytes = "~abc" + Encode(7, 0, "ok") + big + "~" + Encode(99, 0, "");
  CHECK_EQ(gw_codec_feed(c, bytes.data(), 7), 1);
  CHECK_EQ(gw_codec_feed(c, bytes.data() + 7, bytes.size() - 7), 4);
  gw_frame f;
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_ERR_CORRUPT);
  CHECK_EQ(std::string(gw_codec_last_error(c)), "short frame: 3 bytes");
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_FRAME);
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_ERR_TOO_LARGE);
  CHECK_EQ(std::string(gw_codec_last_error(c)), "frame exceeds 16 bytes");
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_ERR_UNSUPPORTED);
  CHECK_EQ(std::string(gw_codec_last_error(c)), "unknown frame type 99");
  CHECK_EQ(gw_codec_next(c, &f), GW_CODEC_OK);
  gw_codec_free(c);
}

TEST(BadArguments) {
  gw_frame f;
  std::memset(&f, 0, sizeof(f));
  size_t n = 0;
  CHECK_EQ(gw_codec_feed(nullptr, "", 0), GW_CODEC_ERR_ARGUMENT);
  CHECK_EQ(gw_codec_next(nullptr, &f), GW_CODEC_ERR_ARGUMENT);
  CHECK_EQ(gw_codec_encode(nullptr, nullptr, 0, &n), GW_CODEC_ERR_ARGUMENT);
  CHECK_EQ(gw_codec_encode(&f, nullptr, 0, nullptr), GW_CODEC_ERR_ARGUMENT);
  f.payload_size = 4;
  CHECK_EQ(gw_codec_encode(&f, nullptr, 0, &n), GW_CODEC_ERR_ARGUMENT);
  CHECK_EQ(std::string(gw_codec_last_error(nullptr)), "");
  gw_codec* c = gw_codec_new(0);
  CHECK_EQ(gw_codec_feed(c, nullptr, 1), GW_CODEC_ERR_ARGUMENT);
  CHECK_EQ(gw_codec_feed(c, nullptr, 0), 0);
  CHECK_EQ(gw_codec_next(c, nullptr), GW_CODEC_ERR_ARGUMENT);
  gw_codec_free(c);
  gw_codec_free(nullptr);
}

TEST(EncodeReportsTheSize) {
  gw_frame f = {0x22, 7, 0, nullptr, 0};
  char out[64];
  size_t n = 0;
  CHECK_EQ(gw_codec_encode(&f, nullptr, 0, &n), GW_CODEC_ERR_NO_SPACE);
  CHECK_EQ(n, 10u);
  CHECK_EQ(gw_codec_encode(&f, out, 9, &n), GW_CODEC_ERR_NO_SPACE);
  CHECK_EQ(n, 10u);
  CHECK_EQ(gw_codec_encode(&f, out, 10, &n), GW_CODEC_OK);
  CHECK_EQ(int(out[1]), 0x22);
}

TEST(Texts) {
  const char* texts[] = {"frame ready",      "ok",
                         "invalid argument", "corrupt frame",
                         "frame too large",  "unsupported frame",
                         "output too small", "unknown error"};
  for (int code = 1; code >= -6; --code)
    CHECK_EQ(std::string(gw_codec_strerror(code)), texts[1 - code]);
  CHECK_EQ(gw_codec_crc32("123456789", 9), 0xcbf43926u);
}
