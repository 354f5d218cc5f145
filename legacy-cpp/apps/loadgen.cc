// loadgen: makes up devices and what they send.  The same flags give the same
// bytes on every machine.
#include <fstream>
#include <iostream>
#include <thread>

#include "base/flags.h"
#include "codec/frame.h"
#include "codec/packet.h"
#include "compress/lz.h"
#include "net/client.h"

namespace gateway {
namespace {
const char kUsage[] =
    "usage: loadgen (--out FILE | --port N) [--seed N] [--packets N] [--devices N]\n"
    "               [--duplicates PERMILLE] [--corrupt PERMILLE] [--compressed PERMILLE]\n";

// Not <random>: its distributions differ between standard libraries.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed * 2862933555777941757u + 3037000493u) {}
  uint64_t Below(uint64_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return (state_ >> 11) % n;
  }

 private:
  uint64_t state_;
};

struct Settings {
  uint64_t seed, packets, devices, duplicates, corrupt, compressed;
};

class Generator {
 public:
  explicit Generator(const Settings& s)
      : s_(s), random_(s.seed), sequences_(s.devices, 0), temps_(s.devices, 320) {}

  // Appends one frame, possibly a repeated or a broken one.
  void Next(uint64_t index, ByteBuffer* out) {
    if (!last_.empty() && random_.Below(1000) < s_.duplicates) {
      out->Append(last_.view());
      return;
    }
    const size_t d = random_.Below(s_.devices);
    codec::Packet packet;
    packet.device = d + 1;
    packet.sequence = ++sequences_[d];
    packet.base_time_ms = 1000000 + static_cast<int64_t>(index) * 50;
    // A random walk in sixteenths, which doubles hold exactly.
    temps_[d] += static_cast<int64_t>(random_.Below(9)) - 4;
    packet.samples.emplace_back("temp", packet.base_time_ms,
                                codec::Value(static_cast<double>(temps_[d]) / 16));
    packet.samples.emplace_back("pressure", packet.base_time_ms,
                                codec::Value(static_cast<int64_t>(990 + random_.Below(40))));
    if (random_.Below(8) == 0) {
      packet.samples.emplace_back("door", packet.base_time_ms + 5,
                                  codec::Value(random_.Below(2) == 1));
    }
    if (random_.Below(64) == 0) {
      packet.samples.emplace_back("note", packet.base_time_ms, codec::Value("self test passed"));
    }
    packet.samples[0].quality = random_.Below(50) == 0 ? 1 : 0;
    Encode(packet, index, out);
  }

 private:
  void Encode(const codec::Packet& packet, uint64_t index, ByteBuffer* out) {
    codec::Frame frame(codec::FrameType::kData, static_cast<uint32_t>(packet.device), "");
    codec::EncodePacket(packet, &frame.payload);
    frame.flags.bits.want_ack = index % 100 == 99;
    if (random_.Below(1000) < s_.compressed) {
      ByteBuffer plain;
      plain.Swap(frame.payload);
      compress::LzCompress(plain.data(), plain.size(), &frame.payload);
      frame.flags.bits.compressed = 1;
    }
    last_.Clear();
    codec::EncodeFrame(frame, &last_);
    const size_t start = out->size();
    out->Append(last_.view());
    // Never the delimiters, so that the damage stays within the frame.
    if (random_.Below(1000) < s_.corrupt) {
      (*out)[start + 1 + random_.Below(last_.size() - 2)] ^= 0x01;
      last_.Clear();
    }
  }

  const Settings s_;
  Random random_;
  std::vector<uint64_t> sequences_;
  std::vector<int64_t> temps_;
  ByteBuffer last_;
};

class Counter : public codec::FrameDecoder::Sink {
 public:
  void OnFrame(const codec::Frame& frame) override { ++counts[static_cast<int>(frame.type)]; }
  void OnFrameError(const Status&, uint64_t) override { ++counts[0]; }
  uint64_t counts[11] = {};
};

Status SendTo(uint16_t port, Generator* generator, uint64_t packets) {
  using codec::FrameType;
  net::Client client;
  GW_RETURN_IF_ERROR(client.Connect(port));
  Counter counter;
  codec::FrameDecoder decoder(&counter);
  // The server blocks when nobody reads what it answers.
  std::thread reader([&] {
    client.ReceiveUntil(
        [&](std::string_view bytes) {
          decoder.Feed(bytes.data(), bytes.size());
          return true;
        },
        20000);
  });
  ByteBuffer batch;
  codec::EncodeFrame(codec::Frame(FrameType::kHello, 0, "loadgen"), &batch);
  Status status;
  for (uint64_t i = 0; i < packets && status.ok(); ++i) {
    generator->Next(i, &batch);
    if (batch.size() < 8192) continue;
    status = client.Send(batch.view());
    batch.Clear();
  }
  codec::EncodeFrame(codec::Frame(FrameType::kBye, 0, ""), &batch);
  if (status.ok()) status = client.Send(batch.view());
  reader.join();
  std::cout << "acks " << counter.counts[static_cast<int>(FrameType::kAck)] << "\nalerts "
            << counter.counts[static_cast<int>(FrameType::kAlert)] << "\nerrors "
            << counter.counts[static_cast<int>(FrameType::kError)] << "\nbye "
            << counter.counts[static_cast<int>(FrameType::kBye)] << '\n';
  return status;
}

Status WriteTo(const std::string& path, Generator* generator, uint64_t packets) {
  ByteBuffer bytes;
  codec::EncodeFrame(codec::Frame(codec::FrameType::kHello, 0, "loadgen"), &bytes);
  for (uint64_t i = 0; i < packets; ++i) generator->Next(i, &bytes);
  codec::EncodeFrame(codec::Frame(codec::FrameType::kBye, 0, ""), &bytes);
  std::ofstream out(path, std::ios::binary);
  out.write(reinterpret_cast<const char*>(bytes.data()),
            static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return Status::Make(StatusCode::kIoError, "cannot write %s", path.c_str());
  std::cout << "wrote " << bytes.size() << " bytes\n";
  return Status();
}
}  // namespace
}  // namespace gateway

int main(int argc, char** argv) {
  using gateway::Status;
  gateway::Flags flags;
  gateway::Settings s;
  uint64_t port;
  Status status = flags.Parse(
      argc, argv,
      {"out", "port", "seed", "packets", "devices", "duplicates", "corrupt", "compressed"});
  if (!status.ok() || !flags.GetNumber("seed", 1, &s.seed) ||
      !flags.GetNumber("packets", 1000, &s.packets) || !flags.GetNumber("devices", 8, &s.devices) ||
      !flags.GetNumber("duplicates", 10, &s.duplicates) ||
      !flags.GetNumber("corrupt", 0, &s.corrupt) ||
      !flags.GetNumber("compressed", 50, &s.compressed) || !flags.GetNumber("port", 0, &port) ||
      s.devices == 0 || port > UINT16_MAX || (port == 0) == flags.Get("out").empty()) {
    std::cerr << gateway::kUsage;
    return 2;
  }
  gateway::Generator generator(s);
  status = port != 0 ? SendTo(static_cast<uint16_t>(port), &generator, s.packets)
                     : WriteTo(flags.Get("out"), &generator, s.packets);
  if (status.ok()) return 0;
  std::cerr << "loadgen: " << status << '\n';
  return 1;
}
