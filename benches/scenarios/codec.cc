// A packet of measurements is encoded, framed, taken out of the stream again in pieces, and decoded.
#include <vector>

#include "codec/frame.h"
#include "codec/packet.h"
#include "scenario.h"

namespace {

using gateway::ByteBuffer;
using gateway::Status;
namespace codec = gateway::codec;

const char* const kMetrics[] = {"temperature", "pressure", "flow.rate", "valve.open", "firmware"};

class Stream : public codec::FrameDecoder::Sink {
 public:
  explicit Stream(uint64_t seed) : random_(seed), decoder_(this) {}
  void Step(scenario::Checksum* sum) {
    sum_ = sum;
    codec::Packet packet;
    packet.device = random_.Below(1000);
    packet.sequence = ++sequence_;
    packet.base_time_ms = 1700000000000 + static_cast<int64_t>(sequence_) * 250;
    // Who sends knows how many samples there are; how a vector grows is not what is measured.
    packet.samples.reserve(24);
    for (int i = 0; i < 24; ++i) packet.samples.push_back(Sample(packet.base_time_ms + i * 10, i));
    payload_.Clear();
    codec::EncodePacket(packet, &payload_);
    wire_.Clear();
    codec::EncodeFrame(codec::Frame(codec::FrameType::kData, 7, payload_.view()), &wire_);
    sum->Add(wire_.view());
    for (size_t at = 0; at < wire_.size(); at += 200) {
      decoder_.Feed(wire_.data() + at, wire_.size() - at < 200 ? wire_.size() - at : 200);
    }
  }
  void OnFrame(const codec::Frame& frame) override {
    codec::Packet packet;
    Status status = codec::DecodePacket(frame.payload.data(), frame.payload.size(), &packet);
    sum_->Add(static_cast<uint64_t>(status.ok()));
    for (const codec::Sample& sample : packet.samples) {
      sum_->Add(sample.metric);
      sum_->Add(static_cast<uint64_t>(sample.time_ms));
      sum_->Add(sample.value.ToNumber());
    }
  }
  void OnFrameError(const Status&, uint64_t offset) override { sum_->Add(offset); }

 private:
  codec::Sample Sample(int64_t time, int number) {
    const char* metric = kMetrics[number % 5];
    uint64_t chance = random_.Next();
    switch (number % 5) {
      case 2: return codec::Sample(metric, time, codec::Value(static_cast<int64_t>(chance % 100000)));
      case 3: return codec::Sample(metric, time, codec::Value(chance % 2 == 0));
      case 4: return codec::Sample(metric, time, codec::Value("2.4.1-rc3"));
      default: return codec::Sample(metric, time, codec::Value(static_cast<double>(chance % 10000) / 16));
    }
  }

  scenario::Random random_;
  codec::FrameDecoder decoder_;
  ByteBuffer payload_, wire_;
  uint64_t sequence_ = 0;
  scenario::Checksum* sum_ = nullptr;
};

}  // namespace

SCENARIO(Stream)
