#include "base/registry.h"
#include "base/strings.h"
#include "check.h"
#include "compress/compressor.h"
#include "compress/lz.h"

using namespace gateway;
using namespace gateway::compress;

namespace {
std::string Lz(const std::string& in, int effort = 8) {
  ByteBuffer out;
  LzCompress(in.data(), in.size(), &out, effort);
  CHECK(out.size() <= LzBound(in.size()));
  return out.ToString();
}
std::string Unlz(const std::string& hex, size_t max = 1000) {
  std::string in;
  CHECK(HexDecode(hex, &in));
  ByteBuffer out("keep");
  Status s = LzDecompress(in.data(), in.size(), max, &out);
  CHECK_EQ(out.ToString().substr(0, 4), "keep");
  if (!s.ok()) CHECK_EQ(out.size(), 4u);
  return s.ok() ? out.ToString().substr(4) : s.ToString();
}
std::string Noise(size_t n, uint32_t seed, int alphabet) {
  std::string out;
  for (size_t i = 0; i < n; ++i) {
    seed = seed * 1664525u + 1013904223u;
    out += static_cast<char>((seed >> 16) % static_cast<uint32_t>(alphabet));
  }
  return out;
}
void RoundTrip(const std::string& in) {
  for (int effort : {1, 8, 100}) {
    const std::string packed = Lz(in, effort);
    ByteBuffer out;
    CHECK(LzDecompress(packed.data(), packed.size(), in.size(), &out).ok());
    CHECK(out.view() == in);
  }
}
}  // namespace

TEST(KnownBytes) {
  CHECK_EQ(HexEncode(Lz("")), "00");
  CHECK_EQ(HexEncode(Lz("a")), "010061");
  CHECK_EQ(HexEncode(Lz("abc")), "0302616263");
  CHECK_EQ(HexEncode(Lz("aaaaaaaaaa")), "0a0061850100");
  CHECK_EQ(HexEncode(Lz("abcdabcdabcdX")), "0d03616263648404000058");
  // Of two equal matches the nearer one is taken.
  CHECK_EQ(HexEncode(Lz("abcd1abcd2abcd3")),
           "0f046162636431800500003280050000"
           "33");
}

TEST(LongRunsAndLiterals) {
  CHECK_EQ(HexEncode(Lz(std::string(300, 'z'))),
           "ac02"
           "007a"
           "ff0100"
           "ff0100"
           "a10100");
  std::string distinct;
  for (int i = 0; i < 200; ++i) distinct += static_cast<char>(i);
  const std::string packed = Lz(distinct);
  CHECK_EQ(packed.size(), 2 + 1 + 128 + 1 + 72u);
  CHECK_EQ(int(static_cast<uint8_t>(packed[2])), 127);
  CHECK_EQ(int(static_cast<uint8_t>(packed[2 + 129])), 71);
}

TEST(RoundTrips) {
  RoundTrip("");
  RoundTrip(std::string(100000, '\0'));
  for (uint32_t seed = 1; seed < 40; ++seed) {
    RoundTrip(Noise(seed * 57, seed, 2 + static_cast<int>(seed) * 6));
  }
  RoundTrip(Noise(70000, 9, 256) + Noise(70000, 9, 256));
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += "device " + std::to_string(i % 17) + " temp " + std::to_string(i) + "\n";
  RoundTrip(text);
  CHECK(Lz(text).size() < text.size() * 2 / 3);
}

TEST(MatchesReachBackExactlyTheWindow) {
  // The same eight bytes, 65535 and 65536 positions apart.
  for (size_t gap : {65535u, 65536u}) {
    std::string in = "ABCDEFGH" + std::string(gap - 8, 'x') + "ABCDEFGH";
    const std::string packed = Lz(in, 100000);
    const bool matched = packed.substr(packed.size() - 3) == std::string("\x84\xff\xff");
    CHECK_EQ(matched, gap == 65535u);
    ByteBuffer out;
    CHECK(LzDecompress(packed.data(), packed.size(), in.size(), &out).ok());
    CHECK(out.view() == in);
  }
}

TEST(Bound) {
  CHECK_EQ(LzBound(0), 10u);
  CHECK_EQ(LzBound(1), 12u);
  CHECK_EQ(LzBound(128), 139u);
  CHECK_EQ(LzBound(129), 141u);
}

TEST(CorruptInput) {
  CHECK_EQ(Unlz(""), "corruption: lz: bad size");
  CHECK_EQ(Unlz("80"), "corruption: lz: bad size");
  CHECK_EQ(Unlz("80808080808080"), "corruption: lz: bad size");
  CHECK_EQ(Unlz("00"), "");
  CHECK_EQ(Unlz("0000"), "corruption: lz: trailing bytes");
  CHECK_EQ(Unlz("01"), "corruption: lz: input ends early");
  CHECK_EQ(Unlz("0100"), "corruption: lz: literals cut off");
  CHECK_EQ(Unlz("0101"
                "6162"),
           "corruption: lz: literals overrun output");
  CHECK_EQ(Unlz("0500"
                "61"
                "80"),
           "corruption: lz: distance cut off");
  CHECK_EQ(Unlz("0500"
                "61"
                "8001"),
           "corruption: lz: distance cut off");
  CHECK_EQ(Unlz("0500"
                "61"
                "800000"),
           "corruption: lz: distance out of range");
  CHECK_EQ(Unlz("0500"
                "61"
                "800200"),
           "corruption: lz: distance out of range");
  CHECK_EQ(Unlz("0400"
                "61"
                "800100"),
           "corruption: lz: copy overruns output");
  CHECK_EQ(Unlz("0500"
                "61"
                "800100"),
           "aaaaa");
  CHECK_EQ(Unlz("0500"
                "61"
                "800100"
                "00"),
           "corruption: lz: trailing bytes");
  CHECK_EQ(Unlz("0500"
                "61"
                "800100",
                4),
           "resource exhausted: lz: block of 5 bytes, limit 4");
}

TEST(EveryTruncationIsAnError) {
  const std::string packed = Lz("the quick brown the quick brown the quack");
  for (size_t n = 0; n < packed.size(); ++n) {
    ByteBuffer out;
    CHECK(!LzDecompress(packed.data(), n, 1000, &out).ok());
    CHECK(out.empty());
  }
}

TEST(FlippedBitsNeverOverrun) {
  const std::string packed = Lz("abcabcabcabcabcabc hello hello hello");
  for (size_t i = 0; i < packed.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string broken = packed;
      broken[i] = static_cast<char>(broken[i] ^ (1 << bit));
      ByteBuffer out;
      (void)LzDecompress(broken.data(), broken.size(), 64, &out);
      CHECK(out.size() <= 64u);
    }
  }
}

TEST(Factories) {
  CHECK_EQ(Join(Registry::Instance().Names("compressor"), ","), "lz,none");
  CHECK(NewCompressor("zip") == nullptr);
  CHECK(NewCompressorById(9) == nullptr);
  auto lz = NewCompressor("lz");
  auto none = NewCompressorById(0);
  CHECK_EQ(std::string(lz->name()), "lz");
  CHECK_EQ(int(lz->id()), 1);
  CHECK_EQ(std::string(NewCompressorById(1)->name()), "lz");
  CHECK_EQ(std::string(none->name()), "none");
  CHECK_EQ(none->MaxCompressedSize(5), 5u);
  CHECK_EQ(lz->MaxCompressedSize(5), LzBound(5));
  ByteBuffer a, b, back;
  lz->Compress("xxxxxxxxxxxx", 12, &a);
  CHECK(a.view() == Lz("xxxxxxxxxxxx"));
  CHECK(lz->Decompress(a.data(), a.size(), 12, &back).ok());
  CHECK_EQ(back.view(), "xxxxxxxxxxxx");
  none->Compress("abc", 3, &b);
  CHECK_EQ(b.view(), "abc");
  CHECK_EQ(none->Decompress("abc", 3, 2, &b).ToString(),
           "resource exhausted: none: 3 bytes, limit 2");
  CHECK(none->Decompress("abc", 3, 3, &b).ok());
  CHECK_EQ(b.view(), "abcabc");
}
