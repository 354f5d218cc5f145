#include <cmath>
#include <limits>

#include "base/strings.h"
#include "check.h"
#include "codec/crc32.h"
#include "codec/frame.h"
#include "codec/packet.h"
#include "codec/value.h"
#include "codec/varint.h"

using namespace gateway;
using namespace gateway::codec;

namespace {
std::string Hex(const ByteBuffer& b) { return HexEncode(b.view()); }
std::string Bytes(const char* hex) {
  std::string out;
  CHECK(HexDecode(hex, &out));
  return out;
}
std::string VarintHex(uint64_t v) {
  ByteBuffer b;
  PutVarint(&b, v);
  return Hex(b);
}
// The body of a frame with a correct checksum, escaped and delimited.
std::string Wrap(const std::string& covered) {
  ByteBuffer b(covered);
  b.PutFixed32(Crc32(covered));
  std::string out = "~";
  for (size_t i = 0; i < b.size(); ++i) {
    if (b[i] == 0x7e || b[i] == 0x7d) {
      out += '\x7d';
      out += static_cast<char>(b[i] ^ 0x20);
    } else {
      out += static_cast<char>(b[i]);
    }
  }
  return out + "~";
}
struct Log : public FrameDecoder::Sink {
  std::string text;
  void OnFrame(const Frame& f) override {
    text += StrPrintf("[%s ch=%u flags=%02x %s]", FrameTypeName(f.type), f.channel, f.flags.raw,
                      EscapeBytes(f.payload.view()).c_str());
  }
  void OnFrameError(const Status& s, uint64_t offset) override {
    text += StrPrintf("{@%llu %s}", static_cast<unsigned long long>(offset), s.ToString().c_str());
  }
};
std::string Decode(const std::string& bytes, size_t max_frame = 64 * 1024, bool finish = true) {
  Log log;
  FrameDecoder d(&log, max_frame);
  d.Feed(bytes.data(), bytes.size());
  if (finish) d.Finish();
  // Any way of cutting the input gives the same result.
  Log bytewise;
  FrameDecoder d2(&bytewise, max_frame);
  for (char c : bytes) d2.Feed(&c, 1);
  if (finish) d2.Finish();
  CHECK_EQ(log.text, bytewise.text);
  return log.text;
}
std::string PacketText(const Packet& p) {
  std::ostringstream os;
  os << p;
  return os.str();
}
std::string ValueText(const Value& v) {
  std::ostringstream os;
  os << v;
  return os.str();
}
}  // namespace

TEST(Crc32KnownValues) {
  CHECK_EQ(Crc32(std::string_view("123456789")), 0xcbf43926u);
  CHECK_EQ(Crc32(std::string_view("")), 0u);
  CHECK_EQ(Crc32(std::string_view("\0", 1)), 0xd202ef8du);
  uint32_t part = Crc32("12345", 5);
  CHECK_EQ(Crc32("6789", 4, part), 0xcbf43926u);
}

TEST(VarintEncoding) {
  CHECK_EQ(VarintHex(0), "00");
  CHECK_EQ(VarintHex(127), "7f");
  CHECK_EQ(VarintHex(128), "8001");
  CHECK_EQ(VarintHex(300), "ac02");
  CHECK_EQ(VarintHex(UINT64_MAX), "ffffffffffffffffff01");
  for (int bit = 0; bit < 64; ++bit) {
    for (uint64_t v : {(uint64_t(1) << bit) - 1, uint64_t(1) << bit}) {
      ByteBuffer b;
      PutVarint(&b, v);
      ByteReader r(b.data(), b.size());
      uint64_t back = ~v;
      CHECK(GetVarint(&r, &back));
      CHECK_EQ(back, v);
      CHECK_EQ(r.remaining(), 0u);
    }
  }
}

TEST(VarintRefusesBadInput) {
  for (const char* hex : {"", "80", "ffff", "8000", "ff00", "ffffffffffffffffff02",
                          "ffffffffffffffffffff01", "80808080808080808000"}) {
    const std::string bytes = Bytes(hex);
    ByteReader r(bytes.data(), bytes.size());
    uint64_t v = 77;
    CHECK(!GetVarint(&r, &v));
    CHECK_EQ(v, 77u);
    CHECK_EQ(r.position(), 0u);
  }
}

TEST(ZigZag) {
  CHECK_EQ(ZigZagEncode(0), 0u);
  CHECK_EQ(ZigZagEncode(-1), 1u);
  CHECK_EQ(ZigZagEncode(1), 2u);
  CHECK_EQ(ZigZagEncode(INT64_MIN), UINT64_MAX);
  for (int64_t v : {INT64_MIN, int64_t(-300), int64_t(0), int64_t(5), INT64_MAX}) {
    CHECK_EQ(ZigZagDecode(ZigZagEncode(v)), v);
  }
}

TEST(LengthPrefixed) {
  ByteBuffer b;
  PutLengthPrefixed(&b, "abc");
  PutSigned(&b, -2);
  CHECK_EQ(Hex(b), "0361626303");
  ByteReader r(b.data(), b.size());
  std::string_view s;
  int64_t v = 0;
  CHECK(GetLengthPrefixed(&r, &s));
  CHECK_EQ(s, "abc");
  CHECK(GetSigned(&r, &v));
  CHECK_EQ(v, -2);
  ByteReader cut(b.data(), 3);
  CHECK(!GetLengthPrefixed(&cut, &s));
  CHECK_EQ(cut.position(), 0u);
}

TEST(FrameBytes) {
  Frame f(FrameType::kPing, 1, "hi");
  ByteBuffer out;
  EncodeFrame(f, &out);
  CHECK_EQ(Hex(out), "7e020701026869e057586c7e");
  CHECK_EQ(Decode(out.ToString()), "[ping ch=1 flags=02 hi]");
}

TEST(FrameEscaping) {
  Frame f(FrameType::kData, 0x7e, "\x7e\x7d\x5e");
  ByteBuffer out;
  EncodeFrame(f, &out);
  CHECK_EQ(Hex(out).substr(0, 24), "7e02027d5e037d5e7d5d5e" + Hex(out).substr(22, 2));
  CHECK_EQ(Decode(out.ToString()), "[data ch=126 flags=02 ~}^]");
}

TEST(FrameFlagBits) {
  FrameFlags flags;
  flags.raw = 0;
  flags.bits.version = 2;
  CHECK_EQ(int(flags.raw), 2);
  flags.bits.priority = 3;
  CHECK_EQ(int(flags.raw), 0x1a);
  flags.bits.want_ack = 1;
  CHECK_EQ(int(flags.raw), 0x3a);
  flags.bits.compressed = 1;
  CHECK_EQ(int(flags.raw), 0x7a);
  flags.bits.reserved = 1;
  CHECK_EQ(int(flags.raw), 0xfa);
}

TEST(FrameTypeNames) {
  std::string all;
  for (int i = 0; i <= 11; ++i) all += std::string(FrameTypeName(static_cast<FrameType>(i))) + " ";
  CHECK_EQ(all, "unknown hello data query reply ack alert ping pong error bye unknown ");
}

TEST(FramesShareDelimiters) {
  ByteBuffer out;
  EncodeFrame(Frame(FrameType::kPing, 0, "a"), &out);
  EncodeFrame(Frame(FrameType::kPong, 0, "b"), &out);
  std::string bytes = out.ToString();
  const std::string want = "[ping ch=0 flags=02 a][pong ch=0 flags=02 b]";
  CHECK_EQ(Decode(bytes), want);
  CHECK_EQ(Decode("noise" + bytes), want);
  bytes.erase(bytes.find("~~"), 1);
  CHECK_EQ(Decode(bytes), want);
}

TEST(FrameErrors) {
  CHECK_EQ(Decode(""), "");
  CHECK_EQ(Decode("~~~~"), "");
  CHECK_EQ(Decode("~abc~"), "{@0 corruption: short frame: 3 bytes}");
  CHECK_EQ(Decode("~1234567890~"),
           "{@0 corruption: crc mismatch: stored 30393837, computed 0972d361}");
  CHECK_EQ(Decode("..~ab\x7d~"), "{@2 corruption: frame aborted}");
  CHECK_EQ(Decode("~ab\x7d"
                  "Acd~"),
           "{@0 corruption: invalid escape 0x41}");
  CHECK_EQ(Decode("~12345678~", 7), "{@0 resource exhausted: frame exceeds 7 bytes}");
  CHECK_EQ(Decode("~abc"), "{@0 corruption: frame cut off after 3 bytes}");
  CHECK_EQ(Decode("~abc", 100, false), "");
  CHECK_EQ(Decode("~\x7d"), "{@0 corruption: frame cut off after 0 bytes}");
  CHECK_EQ(Decode(Wrap(Bytes("03070000"))), "{@0 unsupported: unsupported frame version 3}");
  CHECK_EQ(Decode(Wrap(Bytes("82070000"))), "{@0 corruption: reserved flag set}");
  CHECK_EQ(Decode(Wrap(Bytes("02000000"))), "{@0 unsupported: unknown frame type 0}");
  CHECK_EQ(Decode(Wrap(Bytes("020b0000"))), "{@0 unsupported: unknown frame type 11}");
  CHECK_EQ(Decode(Wrap(Bytes("0207808000"))), "{@0 corruption: bad channel}");
  CHECK_EQ(Decode(Wrap(Bytes("0207808080801000"))), "{@0 corruption: bad channel}");
  CHECK_EQ(Decode(Wrap(Bytes("020700ff"))), "{@0 corruption: bad length}");
  CHECK_EQ(Decode(Wrap(Bytes("02070002aa"))),
           "{@0 corruption: length mismatch: header says 2, frame has 1}");
  CHECK_EQ(Decode(Wrap(Bytes("0207ffffffff0f00"))), "[ping ch=4294967295 flags=02 ]");
}

TEST(DecoderRecoversAfterError) {
  ByteBuffer good;
  EncodeFrame(Frame(FrameType::kPing, 0, "ok"), &good);
  CHECK_EQ(Decode("~junk" + good.ToString()),
           "{@0 corruption: short frame: 4 bytes}[ping ch=0 flags=02 ok]");
  // The closing delimiter of a frame that was given up opens the next.
  CHECK_EQ(Decode("~a\x7d"
                  "Az" +
                  good.ToString()),
           "{@0 corruption: invalid escape 0x41}[ping ch=0 flags=02 ok]");
}

TEST(DecoderLimitIsExact) {
  ByteBuffer b;
  EncodeFrame(Frame(FrameType::kPing, 0, "12345678"), &b);  // 4 + 8 + 4 bytes
  CHECK_EQ(Decode(b.ToString(), 16), "[ping ch=0 flags=02 12345678]");
  CHECK_EQ(Decode(b.ToString(), 15), "{@0 resource exhausted: frame exceeds 15 bytes}");
}

TEST(DecoderStats) {
  Log log;
  FrameDecoder d(&log);
  ByteBuffer b("xyz");
  EncodeFrame(Frame(FrameType::kPing, 0, ""), &b);
  b.Append(std::string_view("bad~"));
  d.Feed(b.data(), b.size());
  CHECK_EQ(d.stats().bytes, b.size());
  CHECK_EQ(d.stats().frames, 1u);
  CHECK_EQ(d.stats().errors, 1u);
  CHECK_EQ(d.stats().skipped_bytes, 3u);
}

TEST(EveryFlippedBitIsNoticed) {
  ByteBuffer b;
  EncodeFrame(Frame(FrameType::kData, 3, "some payload"), &b);
  const std::string clean = Decode(b.ToString());
  for (size_t i = 1; i + 1 < b.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string broken = b.ToString();
      broken[i] = static_cast<char>(broken[i] ^ (1 << bit));
      CHECK(Decode(broken).find("[") == std::string::npos);
    }
  }
  CHECK_EQ(clean, "[data ch=3 flags=02 some payload]");
}

TEST(Values) {
  CHECK_EQ(ValueText(Value()), "none");
  CHECK_EQ(ValueText(Value(int64_t(-5))), "-5");
  CHECK_EQ(ValueText(Value(0.5)), "0.5");
  CHECK_EQ(ValueText(Value(2.0)), "2");
  CHECK_EQ(ValueText(Value(true)), "true");
  CHECK_EQ(ValueText(Value(false)), "false");
  CHECK_EQ(ValueText(Value("a\"b\n")), "\"a\\\"b\\n\"");
  CHECK_EQ(Value("x").ToNumber(), 0.0);
  CHECK_EQ(Value(true).ToNumber(), 1.0);
  CHECK_EQ(Value(int64_t(3)).ToNumber(), 3.0);
  CHECK(Value(int64_t(1)) != Value(1.0));
  CHECK(Value(0.0) != Value(-0.0));
  CHECK(Value(std::nan("")) == Value(std::nan("")));
  CHECK(Value() == Value());
  CHECK(Value("") == Value(""));
  CHECK(Value("a") != Value("b"));
}

TEST(ValuesCopyAndMove) {
  Value a("text");
  Value b = a;
  a = Value(int64_t(1));
  CHECK_EQ(b.AsText(), "text");
  Value c = std::move(b);
  CHECK_EQ(c.AsText(), "text");
  CHECK_EQ(ValueText(b), "none");
  const Value& same = c;
  c = same;
  CHECK_EQ(c.AsText(), "text");
  std::vector<Value> many(100, c);
  many.erase(many.begin(), many.begin() + 99);
  CHECK_EQ(many[0].AsText(), "text");
}

TEST(PacketBytes) {
  Packet p;
  p.device = 7;
  p.sequence = 300;
  p.base_time_ms = -1;
  p.samples.emplace_back("t", -1, Value(1.5));
  p.samples.emplace_back("n", 9, Value(int64_t(-3)));
  p.samples.emplace_back("b", -2, Value(true));
  p.samples.emplace_back("s", -1, Value("hey"));
  p.samples.emplace_back("z", -1, Value());
  p.samples[0].quality = 2;
  p.samples[1].derived = 1;
  ByteBuffer b;
  EncodePacket(p, &b);
  CHECK_EQ(Hex(b),
           "0107ac02"
           "01"
           "05"
           "120174"
           "00"
           "000000000000f83f"
           "21016e"
           "14"
           "05"
           "030162"
           "01"
           "01"
           "040173"
           "00"
           "03686579"
           "00017a"
           "00");
  Packet q;
  CHECK(DecodePacket(b.data(), b.size(), &q).ok());
  CHECK_EQ(PacketText(q), PacketText(p));
  CHECK_EQ(PacketText(q), "device=7 seq=300 time=-1 t=1.5?q2 n*=-3@9 b=true@-2 s=\"hey\" z=none");
}

TEST(PacketExtremes) {
  Packet p;
  p.device = UINT64_MAX;
  p.sequence = UINT64_MAX;
  p.base_time_ms = INT64_MIN;
  p.samples.emplace_back("m", INT64_MAX, Value(INT64_MIN));
  p.samples.emplace_back("", 0, Value(std::numeric_limits<double>::denorm_min()));
  ByteBuffer b;
  EncodePacket(p, &b);
  Packet q;
  CHECK(DecodePacket(b.data(), b.size(), &q).ok());
  CHECK_EQ(PacketText(q), PacketText(p));
  CHECK_EQ(q.samples[0].time_ms, INT64_MAX);
}

TEST(PacketErrors) {
  auto error = [](const char* hex) {
    const std::string bytes = Bytes(hex);
    Packet p;
    return DecodePacket(bytes.data(), bytes.size(), &p).ToString();
  };
  CHECK_EQ(error(""), "corruption: packet: bad version");
  CHECK_EQ(error("02"), "unsupported: packet: unsupported version 2");
  CHECK_EQ(error("01"), "corruption: packet: bad device");
  CHECK_EQ(error("0101"), "corruption: packet: bad sequence");
  CHECK_EQ(error("010101"), "corruption: packet: bad time");
  CHECK_EQ(error("01010101"), "corruption: packet: bad sample count");
  CHECK_EQ(error("0101010100"), "ok");
  CHECK_EQ(error("010101010000"), "corruption: packet: 1 trailing bytes");
  CHECK_EQ(error("01010101ff7f"), "resource exhausted: packet: 16383 samples, limit 256");
  CHECK_EQ(error("0101010101"), "corruption: packet: bad tag");
  CHECK_EQ(error("010101010141"), "corruption: packet: bad tag");
  CHECK_EQ(error("010101010181"), "corruption: packet: bad tag");
  CHECK_EQ(error("01010101010105"), "corruption: packet: bad metric");
  CHECK_EQ(error("0101010101010161"), "corruption: packet: bad sample time");
  CHECK_EQ(error("010101010101016100"), "corruption: packet: bad int value");
  CHECK_EQ(error("01010101010201610000"), "corruption: packet: bad double value");
  CHECK_EQ(error("01010101010301610002"), "corruption: packet: bad bool value");
  CHECK_EQ(error("01010101010401610005"), "corruption: packet: bad text value");
  CHECK_EQ(error("010101010105016100"), "corruption: packet: unknown kind 5");
  CHECK_EQ(error("01010101010101618000"), "corruption: packet: bad sample time");
}

TEST(PacketLimitsApply) {
  Packet p;
  p.samples.emplace_back(std::string(10, 'm'), 0, Value(std::string_view("0123456789")));
  ByteBuffer b;
  EncodePacket(p, &b);
  Packet q;
  PacketLimits limits;
  limits.max_metric_bytes = 9;
  CHECK_EQ(DecodePacket(b.data(), b.size(), &q, limits).message(),
           "packet: metric of 10 bytes, limit 9");
  limits.max_metric_bytes = 10;
  limits.max_text_bytes = 9;
  CHECK_EQ(DecodePacket(b.data(), b.size(), &q, limits).message(),
           "packet: text of 10 bytes, limit 9");
  limits.max_text_bytes = 10;
  CHECK(DecodePacket(b.data(), b.size(), &q, limits).ok());
  limits.max_samples = 0;
  CHECK_EQ(DecodePacket(b.data(), b.size(), &q, limits).message(), "packet: 1 samples, limit 0");
}

TEST(TruncatedPacketsNeverDecode) {
  Packet p;
  p.device = 1000;
  for (int i = 0; i < 5; ++i) p.samples.emplace_back("metric", i, Value(i * 0.25));
  ByteBuffer b;
  EncodePacket(p, &b);
  for (size_t n = 0; n < b.size(); ++n) {
    Packet q;
    CHECK(!DecodePacket(b.data(), n, &q).ok());
  }
}
