#ifndef GATEWAY_CODEC_PACKET_H_
#define GATEWAY_CODEC_PACKET_H_

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/status.h"
#include "codec/value.h"

namespace gateway::codec {
struct Sample {
  Sample() : time_ms(0), quality(0), derived(0) {}
  Sample(std::string name, int64_t time, Value v)
      : metric(std::move(name)), time_ms(time), value(std::move(v)), quality(0), derived(0) {}

  std::string metric;
  int64_t time_ms;
  Value value;
  uint8_t quality : 2;  // 0 good .. 3 bad
  uint8_t derived : 1;  // made by a rule or plugin, not by the device
};

// Payload of a data frame: what one device measured.
struct Packet {
  uint64_t device = 0;
  uint64_t sequence = 0;
  int64_t base_time_ms = 0;
  std::vector<Sample> samples;
};

struct PacketLimits {
  size_t max_samples = 256;
  size_t max_metric_bytes = 48;
  size_t max_text_bytes = 512;
};

void EncodePacket(const Packet& packet, ByteBuffer* out);
// On failure *packet is unspecified.
Status DecodePacket(const void* data, size_t size, Packet* packet,
                    const PacketLimits& limits = PacketLimits());

// "device=7 seq=3 time=1000 temp=21.5 ..", one line without the newline.
std::ostream& operator<<(std::ostream& os, const Packet& packet);
}  // namespace gateway::codec

#endif  // GATEWAY_CODEC_PACKET_H_
