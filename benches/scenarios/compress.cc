// Blocks of records as the store collects them of what the load generator sends, compressed and taken out again.
#include "compress/compressor.h"

#include <memory>
#include <vector>

#include "codec/packet.h"
#include "scenario.h"
#include "store/format.h"

namespace {

namespace codec = gateway::codec;

constexpr size_t kBlockBytes = 4096;
constexpr size_t kInputBytes = 5 * kBlockBytes;

// What is compressed is not the module's, and so not on the heap, where memory is counted.
uint8_t input[kInputBytes];

class Blocks {
 public:
  explicit Blocks(uint64_t seed) : random_(seed), compressor_(gateway::compress::NewCompressor("lz")) {
    std::vector<int64_t> temperatures(20, 320);
    for (int64_t time = 1700000000000; size_ < 4 * kBlockBytes; time += 50) {
      const size_t device = random_.Below(temperatures.size());
      codec::Packet packet;
      packet.device = 1 + device;
      packet.sequence = static_cast<uint64_t>(time / 1000);
      packet.base_time_ms = time;
      temperatures[device] += static_cast<int64_t>(random_.Below(9)) - 4;
      packet.samples.emplace_back("temp", time, codec::Value(static_cast<double>(temperatures[device]) / 16));
      packet.samples.emplace_back("pressure", time, codec::Value(static_cast<int64_t>(990 + random_.Below(40))));
      if (random_.Below(8) == 0) packet.samples.emplace_back("door", time + 5, codec::Value(random_.Below(2) == 1));
      if (random_.Below(64) == 0) packet.samples.emplace_back("note", time, codec::Value("self test passed"));
      gateway::ByteBuffer bytes;
      codec::EncodePacket(packet, &bytes);
      gateway::store::Record record;
      record.key = packet.device;
      record.time_ms = time;
      record.payload = bytes.ToString();
      gateway::ByteBuffer stored;
      gateway::store::PutRecord(record, &stored);
      std::memcpy(input + size_, stored.data(), stored.size());
      size_ += stored.size();
    }
  }
  void Step(scenario::Checksum* sum) {
    const uint8_t* raw = input + random_.Below(size_ - kBlockBytes);
    gateway::ByteBuffer packed, back;
    compressor_->Compress(raw, kBlockBytes, &packed);
    sum->Add(packed.view());
    compressed_ += packed.size();
    gateway::Status status = compressor_->Decompress(packed.data(), packed.size(), kBlockBytes, &back);
    sum->Add(static_cast<uint64_t>(status.ok() && std::memcmp(back.data(), raw, kBlockBytes) == 0));
  }
  // Bytes that the store has to write so far.
  size_t compressed() const { return compressed_; }

 private:
  scenario::Random random_;
  std::unique_ptr<gateway::compress::Compressor> compressor_;
  size_t size_ = 0;
  size_t compressed_ = 0;
};

}  // namespace

SCENARIO(Blocks)

extern "C" void migrate_scenario_figures(void* state, void (*say)(void*, const char*, double), void* to) {
  say(to, "compressed", static_cast<double>(static_cast<Blocks*>(state)->compressed()));
}
