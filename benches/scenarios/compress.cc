// Blocks of lines as a store of measurements writes them, compressed and taken out again.
#include "compress/compressor.h"

#include <memory>

#include "scenario.h"

namespace {

class Blocks {
 public:
  explicit Blocks(uint64_t seed) : random_(seed), compressor_(gateway::compress::NewCompressor("lz")) {}
  void Step(scenario::Checksum* sum) {
    raw_.Clear();
    while (raw_.size() < 4096) {
      std::string line = "device=" + std::to_string(random_.Below(50)) + " metric=temperature value=";
      raw_.Append(line + std::to_string(random_.Below(1000)) + "." + std::to_string(random_.Below(10)) + "\n");
    }
    packed_.Clear();
    compressor_->Compress(raw_.data(), raw_.size(), &packed_);
    sum->Add(packed_.view());
    back_.Clear();
    gateway::Status status = compressor_->Decompress(packed_.data(), packed_.size(), 1 << 16, &back_);
    sum->Add(static_cast<uint64_t>(status.ok() && back_ == raw_));
  }

 private:
  scenario::Random random_;
  std::unique_ptr<gateway::compress::Compressor> compressor_;
  gateway::ByteBuffer raw_, packed_, back_;
};

}  // namespace

SCENARIO(Blocks)
