#include <cmath>
#include <thread>

#include "base/bytes.h"
#include "base/clock.h"
#include "base/flags.h"
#include "base/log.h"
#include "base/registry.h"
#include "base/status.h"
#include "base/strings.h"
#include "check.h"

using namespace gateway;

TEST(StatusBasics) {
  CHECK(Status().ok());
  CHECK_EQ(Status().ToString(), "ok");
  Status s = Status::Make(StatusCode::kCorruption, "bad %s at %d", "crc", 7);
  CHECK(!s.ok());
  CHECK_EQ(s.code(), StatusCode::kCorruption);
  CHECK_EQ(s.message(), "bad crc at 7");
  CHECK_EQ(s.ToString(), "corruption: bad crc at 7");
  CHECK_EQ(s.Annotate("seg").ToString(), "corruption: seg: bad crc at 7");
  CHECK(Status().Annotate("x").ok());
  CHECK_EQ(Status(StatusCode::kNotFound, "").ToString(), "not found");
  CHECK_EQ(Status(StatusCode::kOk, "text is dropped"), Status());
  CHECK(Status(StatusCode::kNotFound, "a") != Status(StatusCode::kNotFound, "b"));
  std::ostringstream os;
  os << s;
  CHECK_EQ(os.str(), s.ToString());
}

TEST(StatusCodeNamesAndNumbers) {
  const char* names[] = {"ok",          "invalid argument", "not found",    "already exists",
                         "corruption",  "io error",         "out of range", "resource exhausted",
                         "unavailable", "unsupported",      "internal"};
  for (int i = 0; i <= 10; ++i)
    CHECK_EQ(Status::CodeName(static_cast<StatusCode>(i)), std::string(names[i]));
  CHECK_EQ(Status::CodeName(static_cast<StatusCode>(99)), std::string("unknown"));
}

TEST(StatusLongMessage) {
  const std::string big(1000, 'x');
  CHECK_EQ(Status::Make(StatusCode::kInternal, "%s!", big.c_str()).message(), big + "!");
}

static Status Guarded(const Status& s, int* reached) {
  GW_RETURN_IF_ERROR(s);
  ++*reached;
  return Status();
}

TEST(ReturnIfErrorMacro) {
  int reached = 0;
  CHECK(Guarded(Status(), &reached).ok());
  CHECK_EQ(Guarded(Status(StatusCode::kInternal, "no"), &reached).message(), "no");
  CHECK_EQ(reached, 1);
}

TEST(ByteBufferGrowsAndConsumes) {
  ByteBuffer b;
  CHECK(b.empty());
  for (int i = 0; i < 1000; ++i) b.PushByte(static_cast<uint8_t>(i));
  CHECK_EQ(b.size(), 1000u);
  CHECK_EQ(int(b[999]), 999 & 255);
  b.Consume(998);
  CHECK_EQ(b.size(), 2u);
  CHECK_EQ(int(b[0]), 998 & 255);
  b.Consume(0);
  b[0] = 'a';
  b[1] = 'b';
  CHECK_EQ(b.ToString(), "ab");
  b.Clear();
  CHECK(b.empty());
}

TEST(ByteBufferCopiesAndMoves) {
  ByteBuffer a("hello");
  ByteBuffer b(a);
  b.Append(std::string_view(" you"));
  CHECK_EQ(a.view(), "hello");
  CHECK_EQ(b.view(), "hello you");
  ByteBuffer c(std::move(b));
  CHECK_EQ(c.view(), "hello you");
  a = c;
  CHECK(a == c);
  a.Swap(c);
  CHECK_EQ(ByteBuffer().view(), "");
}

TEST(ByteBufferAppendsItself) {
  ByteBuffer b("0123456789");
  for (int i = 0; i < 4; ++i) b.Append(b.data(), b.size());
  CHECK_EQ(b.size(), 160u);
  CHECK_EQ(b.ToString().substr(150), "0123456789");
}

TEST(FixedIntegersAreLittleEndian) {
  ByteBuffer b;
  b.PutFixed16(0x1234);
  b.PutFixed32(0xdeadbeef);
  b.PutFixed64(0x0102030405060708ull);
  CHECK_EQ(HexEncode(b.view()), "3412efbeadde0807060504030201");
  ByteReader r(b.data(), b.size());
  uint16_t x = 0;
  uint32_t y = 0;
  uint64_t z = 0;
  CHECK(r.GetFixed16(&x) && r.GetFixed32(&y) && r.GetFixed64(&z));
  CHECK_EQ(x, 0x1234);
  CHECK_EQ(y, 0xdeadbeefu);
  CHECK_EQ(z, 0x0102030405060708ull);
  CHECK_EQ(r.remaining(), 0u);
}

TEST(ByteReaderStopsAtTheEnd) {
  ByteReader r("abc", 3);
  uint32_t v = 5;
  CHECK(!r.GetFixed32(&v));
  CHECK_EQ(v, 5u);
  std::string_view s;
  CHECK(!r.GetBytes(4, &s));
  CHECK(!r.Skip(4));
  CHECK(r.Skip(1));
  CHECK_EQ(r.position(), 1u);
  CHECK(r.GetBytes(2, &s));
  CHECK_EQ(s, "bc");
  uint8_t b;
  CHECK(!r.GetByte(&b));
}

TEST(TrimAndSplit) {
  CHECK_EQ(Trim(" \t a b\r\n"), "a b");
  CHECK_EQ(Trim("   "), "");
  auto parts = Split("a,,b,", ',');
  CHECK_EQ(parts.size(), 4u);
  CHECK_EQ(Join(parts, "|"), "a||b|");
  CHECK_EQ(Split("", ',').size(), 1u);
  CHECK_EQ(Join(std::vector<std::string>(), ","), "");
  CHECK(StartsWith("abc", "ab"));
  CHECK(!StartsWith("a", "ab"));
  CHECK(EqualsIgnoreCase("WaRn", "warn"));
  CHECK(!EqualsIgnoreCase("a", "ab"));
  CHECK(!EqualsIgnoreCase("\xc4", "\xe4"));
}

TEST(ParseIntegers) {
  int64_t i = 42;
  uint64_t u = 42;
  CHECK(ParseInt64("-9223372036854775808", &i));
  CHECK_EQ(i, INT64_MIN);
  CHECK(ParseInt64("9223372036854775807", &i));
  CHECK_EQ(i, INT64_MAX);
  CHECK(ParseUint64("18446744073709551615", &u));
  CHECK_EQ(u, UINT64_MAX);
  CHECK(ParseInt64("-0", &i));
  CHECK_EQ(i, 0);
  CHECK(ParseUint64("007", &u));
  CHECK_EQ(u, 7u);
  for (const char* bad :
       {"", "-", "+1", " 1", "1 ", "1a", "9223372036854775808", "--1", "-9223372036854775809"}) {
    i = 42;
    CHECK(!ParseInt64(bad, &i));
    CHECK_EQ(i, 42);
  }
  for (const char* bad : {"", "-1", "18446744073709551616", "99999999999999999999999"}) {
    u = 42;
    CHECK(!ParseUint64(bad, &u));
    CHECK_EQ(u, 42u);
  }
}

TEST(ParseAndFormatDoubles) {
  double d = 0;
  CHECK(ParseDouble("-2.5e3", &d));
  CHECK_EQ(d, -2500.0);
  CHECK(ParseDouble(".5", &d));
  CHECK(ParseDouble("+1.", &d));
  for (const char* bad : {"", "inf", "nan", "0x10", "1e999", " 1", "1 ", "e", "1e", "-"}) {
    CHECK(!ParseDouble(bad, &d));
  }
  CHECK_EQ(FormatDouble(3), "3");
  CHECK_EQ(FormatDouble(0.1), "0.1");
  CHECK_EQ(FormatDouble(-0.0), "-0");
  CHECK_EQ(FormatDouble(1.0 / 3), "0.3333333333333333");
  CHECK_EQ(FormatDouble(0.1 + 0.2), "0.30000000000000004");
  CHECK_EQ(FormatDouble(1e21), "1e+21");
  CHECK_EQ(FormatDouble(1e15), "1e+15");
  CHECK_EQ(FormatDouble(123456789012345.0), "123456789012345");
  CHECK_EQ(FormatDouble(5e-324), "4.94065645841247e-324");
  CHECK_EQ(FormatDouble(std::nan("")), "nan");
  CHECK_EQ(FormatDouble(-INFINITY), "-inf");
}

TEST(EscapesAndHex) {
  CHECK_EQ(EscapeBytes(std::string("a\"\\\n\t\0\x7f\xff~", 9)), "a\\\"\\\\\\n\\t\\x00\\x7f\\xff~");
  CHECK_EQ(HexEncode("\x00\xffg"), "");
  CHECK_EQ(HexEncode(std::string("\x00\xffg", 3)), "00ff67");
  std::string out = "keep";
  CHECK(!HexDecode("abc", &out));
  CHECK(!HexDecode("zz", &out));
  CHECK_EQ(out, "keep");
  CHECK(HexDecode("00fF", &out));
  CHECK_EQ(out, std::string("\x00\xff", 2));
}

TEST(Printf) {
  CHECK_EQ(StrPrintf("%s-%d", "a", 5), "a-5");
  CHECK_EQ(StrPrintf("%300d|", 1).size(), 301u);
  CHECK_EQ(StrPrintf("%255s", "").size(), 255u);
  CHECK_EQ(StrPrintf("%256s", "").size(), 256u);
}

TEST(LogLevelsAndContexts) {
  CaptureSink sink;
  LogSink* previous = SetLogSink(&sink);
  SetLogLevel(LogLevel::kInfo);
  GW_DEBUG("not seen %d", 1);
  GW_INFO("plain");
  {
    ScopedLogContext outer("session %d", 4);
    CHECK_EQ(ScopedLogContext::Current(), "session 4");
    ScopedLogContext inner("frame");
    GW_ERROR("broken: %s", "crc");
    std::thread([] { GW_WARN("other thread"); }).join();
  }
  GW_WARN("after");
  std::vector<std::string> lines = sink.Take();
  CHECK_EQ(Join(lines, "\n"),
           "I base_test.cc: plain\nE base_test.cc: [session 4/frame] broken: crc\n"
           "W base_test.cc: other thread\nW base_test.cc: after");
  CHECK(sink.Take().empty());
  SetLogLevel(LogLevel::kOff);
  GW_ERROR("silenced");
  CHECK(sink.Take().empty());
  SetLogLevel(LogLevel::kWarn);
  CHECK(SetLogSink(nullptr) == &sink);
  CHECK(SetLogSink(nullptr) == previous);
  LogLevel level;
  CHECK(ParseLogLevel("WARN", &level));
  CHECK_EQ(level, LogLevel::kWarn);
  CHECK(!ParseLogLevel("loud", &level));
}

TEST(LogArgumentsAreNotEvaluatedWhenDisabled) {
  int calls = 0;
  auto count = [&] { return ++calls; };
  SetLogLevel(LogLevel::kError);
  GW_INFO("%d", count());
  CHECK_EQ(calls, 0);
  SetLogLevel(LogLevel::kWarn);
}

TEST(Clocks) {
  const Clock* system = Clock::Default();
  CHECK(system->NowMs() > 1500000000000);
  FakeClock fake(100);
  CHECK(Clock::SetDefault(&fake) == system);
  CHECK_EQ(Clock::Default()->NowMs(), 100);
  fake.Advance(50);
  CHECK_EQ(Clock::Default()->NowMs(), 150);
  fake.Set(-1);
  CHECK_EQ(fake.NowMs(), -1);
  CHECK(Clock::SetDefault(nullptr) == &fake);
  CHECK(Clock::Default() == system);
}

static int Seven() { return 7; }
static int Eight() { return 8; }
GW_REGISTER("test-kind", "seven", &Seven);
GW_REGISTER("test-kind", "seven", &Eight);
GW_REGISTER("test-kind", "eight", &Eight);
GW_REGISTER("test-kind2", "other", &Eight);

TEST(RegistryFirstOneWins) {
  typedef int (*Fn)();
  Registry& r = Registry::Instance();
  CHECK_EQ(Join(r.Names("test-kind"), ","), "eight,seven");
  CHECK_EQ(r.FindAs<Fn>("test-kind", "seven")(), 7);
  CHECK(r.Find("test-kind", "nine") == nullptr);
  CHECK(r.Find("nothing", "seven") == nullptr);
  CHECK(r.Names("nothing").empty());
  CHECK(r.Remove("test-kind", "eight"));
  CHECK(!r.Remove("test-kind", "eight"));
  CHECK_EQ(Join(r.Names("test-kind"), ","), "seven");
  CHECK(&r == &Registry::Instance());
}

TEST(FlagsParse) {
  const char* argv[] = {"prog", "cmd", "--port", "12", "file", "--name", "--x"};
  Flags flags;
  CHECK(flags.Parse(7, const_cast<char**>(argv), {"port", "name"}).ok());
  CHECK_EQ(Join(flags.positional(), ","), "cmd,file");
  CHECK_EQ(flags.Get("name"), "--x");
  CHECK_EQ(flags.Get("absent"), "");
  uint64_t n = 0;
  CHECK(flags.GetNumber("port", 1, &n));
  CHECK_EQ(n, 12u);
  CHECK(flags.GetNumber("absent", 9, &n));
  CHECK_EQ(n, 9u);
  CHECK(!flags.GetNumber("name", 1, &n));
  CHECK_EQ(Flags().Parse(7, const_cast<char**>(argv), {"name"}).ToString(),
           "invalid argument: unknown flag --port");
  CHECK_EQ(Flags().Parse(3, const_cast<char**>(argv), {"port"}).message(), "--port needs a value");
}
