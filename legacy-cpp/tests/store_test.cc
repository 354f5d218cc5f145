#include <cstring>

#include "base/log.h"
#include "base/strings.h"
#include "check.h"
#include "codec/crc32.h"
#include "store/format.h"
#include "store/segment_log.h"

using namespace gateway;
using namespace gateway::store;

namespace {
Record R(uint64_t key, int64_t time, const std::string& payload) {
  Record r;
  r.key = key;
  r.time_ms = time;
  r.payload = payload;
  return r;
}
std::unique_ptr<SegmentLog> Open(const std::string& dir, Options options = Options()) {
  std::unique_ptr<SegmentLog> log;
  Status s = SegmentLog::Open(dir, options, &log);
  CHECK_EQ(s.ToString(), "ok");
  return log;
}
std::string All(SegmentLog* log, const Filter& filter = Filter()) {
  std::string out;
  auto it = log->Scan(filter);
  for (Record r; it.Next(&r);) {
    out += StrPrintf("%llu@%lld=%s ", static_cast<unsigned long long>(r.key),
                     static_cast<long long>(r.time_ms), EscapeBytes(r.payload).c_str());
  }
  if (!it.status().ok()) out += it.status().ToString();
  return out;
}
Options Small(size_t segment = 256 * 1024) {
  Options o;
  o.segment_bytes = segment;
  o.block_bytes = 1;  // every record its own block
  return o;
}
std::string Files(const std::string& dir) {
  std::vector<std::string> names;
  for (const auto& e : std::filesystem::directory_iterator(dir)) {
    names.push_back(e.path().filename().string() + ":" + std::to_string(e.file_size()));
  }
  std::sort(names.begin(), names.end());
  return Join(names, " ");
}
// Keeps the warnings of recovery out of the test output.
struct Quiet {
  Quiet() { SetLogLevel(LogLevel::kOff); }
  ~Quiet() { SetLogLevel(LogLevel::kWarn); }
};
}  // namespace

TEST(SegmentHeaderBytes) {
  ByteBuffer b;
  PutSegmentHeader(0x01020304, &b);
  CHECK_EQ(HexEncode(b.view()).substr(0, 24), "475753310403020100000000");
  uint32_t id = 0;
  CHECK(ParseSegmentHeader(b.data(), b.size(), &id).ok());
  CHECK_EQ(id, 0x01020304u);
  CHECK_EQ(ParseSegmentHeader(b.data(), 15, &id).ToString(), "corruption: segment: header cut off");
  b[5] ^= 1;
  CHECK_EQ(ParseSegmentHeader(b.data(), 16, &id).message(), "segment: header checksum mismatch");
  b[0] = 'X';
  CHECK_EQ(ParseSegmentHeader(b.data(), 16, &id).message(), "segment: bad magic");
}

TEST(BlockBytes) {
  BlockInfo info;
  info.raw_size = 9;
  info.count = 3;
  info.compressor = 1;
  info.min_time = -1;
  info.max_time = 258;
  ByteBuffer b;
  PutBlock(info, "data", &b);
  CHECK_EQ(HexEncode(b.view()).substr(8),
           "09000000"
           "04000000"
           "0300"
           "01"
           "00"
           "ffffffffffffffff"
           "0201000000000000"
           "64617461");
  ByteReader r(b.data(), 4);
  uint32_t crc = 0;
  r.GetFixed32(&crc);
  CHECK_EQ(crc, codec::Crc32(b.data() + 4, b.size() - 4));
  BlockInfo back;
  std::string_view stored;
  b.Append(std::string_view("next block"));
  CHECK(ParseBlock(b.data(), b.size(), &back, &stored).ok());
  CHECK_EQ(stored, "data");
  CHECK_EQ(back.raw_size, 9u);
  CHECK_EQ(back.stored_size, 4u);
  CHECK_EQ(back.count, 3);
  CHECK_EQ(back.min_time, -1);
  CHECK_EQ(back.max_time, 258);
  CHECK_EQ(ParseBlock(b.data(), 31, &back, &stored).message(), "segment: block header cut off");
  CHECK_EQ(ParseBlock(b.data(), 35, &back, &stored).message(), "segment: block cut off");
  b[33] ^= 1;
  CHECK_EQ(ParseBlock(b.data(), b.size(), &back, &stored).message(),
           "segment: block checksum mismatch");
  b[7] = 0x7f;
  CHECK_EQ(ParseBlock(b.data(), b.size(), &back, &stored).message(), "segment: block too large");
}

TEST(RecordBytes) {
  ByteBuffer b;
  PutRecord(R(300, -1, "pay"), &b);
  CHECK_EQ(HexEncode(b.view()), "ac020103706179");
  Record r;
  ByteReader in(b.data(), b.size());
  CHECK(GetRecord(&in, &r).ok());
  CHECK_EQ(r.key, 300u);
  CHECK_EQ(r.time_ms, -1);
  CHECK_EQ(r.payload, "pay");
  for (size_t n = 0; n < b.size(); ++n) {
    ByteReader cut(b.data(), n);
    CHECK_EQ(GetRecord(&cut, &r).message(), "segment: bad record");
  }
}

TEST(FilterEdges) {
  Filter f;
  CHECK(f.Matches(R(1, 5, "")));
  f.any_key = false;
  f.key = 1;
  f.from = 5;
  f.to = 7;
  CHECK(f.Matches(R(1, 5, "")));
  CHECK(f.Matches(R(1, 6, "")));
  CHECK(!f.Matches(R(1, 7, "")));
  CHECK(!f.Matches(R(1, 4, "")));
  CHECK(!f.Matches(R(2, 5, "")));
}

TEST(AppendScanReopen) {
  check::TempDir dir;
  {
    auto log = Open(dir / "sub/deeper");
    CHECK_EQ(All(log.get()), "");
    CHECK_EQ(log->segment_count(), 0u);
    CHECK(log->Append(R(1, 10, "a")).ok());
    CHECK(log->Append(R(2, 5, std::string("\0b", 2))).ok());
    CHECK_EQ(log->record_count(), 2u);
    CHECK_EQ(All(log.get()), "1@10=a 2@5=\\x00b ");
    CHECK(log->Append(R(1, 20, "")).ok());
  }
  auto log = Open(dir / "sub/deeper");
  CHECK_EQ(All(log.get()), "1@10=a 2@5=\\x00b 1@20= ");
  CHECK_EQ(log->recovery().records, 3u);
  CHECK_EQ(log->recovery().blocks, 2u);
  CHECK_EQ(log->recovery().lost_bytes, 0u);
  CHECK(log->Append(R(3, 1, "more")).ok());
  CHECK_EQ(All(log.get()), "1@10=a 2@5=\\x00b 1@20= 3@1=more ");
  CHECK_EQ(log->segment_count(), 1u);
}

TEST(FileBytes) {
  check::TempDir dir;
  {
    auto log = Open(dir.path());
    log->Append(R(7, 1, "hi"));
  }
  const std::string bytes = check::ReadFile(dir / "seg-000001.gws");
  // Too short to compress: stored as is with compressor 0.
  CHECK_EQ(HexEncode(bytes.substr(0, 12)), "475753310100000000000000");
  CHECK_EQ(HexEncode(bytes.substr(20)),
           "05000000"
           "05000000"
           "0100"
           "00"
           "00"
           "0100000000000000"
           "0100000000000000"
           "0702026869");
  CHECK_EQ(bytes.size(), 16 + 32 + 5u);
}

TEST(Filters) {
  check::TempDir dir;
  auto log = Open(dir.path(), Small());
  for (int i = 0; i < 6; ++i)
    log->Append(R(static_cast<uint64_t>(i % 2), i * 10, std::to_string(i)));
  Filter f;
  f.from = 10;
  f.to = 40;
  CHECK_EQ(All(log.get(), f), "1@10=1 0@20=2 1@30=3 ");
  f.any_key = false;
  f.key = 1;
  CHECK_EQ(All(log.get(), f), "1@10=1 1@30=3 ");
  f.from = 11;
  f.to = 30;
  CHECK_EQ(All(log.get(), f), "");
}

TEST(SegmentsRoll) {
  check::TempDir dir;
  auto log = Open(dir.path(), Small(100));
  for (int i = 0; i < 5; ++i) log->Append(R(1, i, "xxxx"));
  // 16 + 39 = 55, + 39 = 94, + 39 = 133 is past the limit.
  CHECK_EQ(Files(dir.path()), "seg-000001.gws:133 seg-000002.gws:94");
  CHECK_EQ(All(log.get()), "1@0=xxxx 1@1=xxxx 1@2=xxxx 1@3=xxxx 1@4=xxxx ");
  CHECK_EQ(log->Describe(),
           "segment 1: 133 bytes, 3 blocks\n"
           "  @16 1 records, 7 -> 7 bytes (0), time 0..0\n"
           "  @55 1 records, 7 -> 7 bytes (0), time 1..1\n"
           "  @94 1 records, 7 -> 7 bytes (0), time 2..2\n"
           "segment 2: 94 bytes, 2 blocks\n"
           "  @16 1 records, 7 -> 7 bytes (0), time 3..3\n"
           "  @55 1 records, 7 -> 7 bytes (0), time 4..4\n");
}

TEST(BlocksAreCompressedWhenItHelps) {
  check::TempDir dir;
  Options o;
  o.block_bytes = 1000;
  auto log = Open(dir.path(), o);
  log->Append(R(1, 0, std::string(990, 'a')));
  log->Append(R(1, 1, std::string(50, 'b')));
  CHECK_EQ(log->Describe(),
           "segment 1: 88 bytes, 1 blocks\n"
           "  @16 2 records, 1047 -> 40 bytes (1), time 0..1\n");
  o.compressor = "none";
  check::TempDir dir2;
  log = Open(dir2.path(), o);
  log->Append(R(1, 0, std::string(990, 'a')));
  CHECK_EQ(log->record_count(), 1u);
  CHECK_EQ(log->Describe(), "");
  CHECK(log->Flush().ok());
  CHECK(log->Flush().ok());
  CHECK_EQ(log->Describe(),
           "segment 1: 1042 bytes, 1 blocks\n  @16 1 records, 994 -> 994 bytes (0), time 0..0\n");
  std::unique_ptr<SegmentLog> none;
  o.compressor = "zip";
  CHECK_EQ(SegmentLog::Open(dir2.path(), o, &none).ToString(),
           "invalid argument: unknown compressor 'zip'");
}

TEST(TornTailIsCutOffAtEveryLength) {
  Quiet quiet;
  check::TempDir dir;
  {
    auto log = Open(dir / "full", Small());
    log->Append(R(1, 0, "first"));
    log->Append(R(2, 1, "second"));
  }
  const std::string full = check::ReadFile(dir / "full/seg-000001.gws");
  CHECK_EQ(full.size(), 16 + 40 + 41u);
  for (size_t n = 0; n <= full.size(); ++n) {
    const std::string d = dir / ("cut" + std::to_string(n));
    std::filesystem::create_directory(d);
    check::WriteFile(d + "/seg-000001.gws", full.substr(0, n));
    auto log = Open(d, Small());
    const size_t good = n < 16 ? 0 : n < 56 ? 16 : n < 97 ? 56 : 97;
    CHECK_EQ(log->recovery().lost_bytes, n - good);
    CHECK_EQ(All(log.get()), good == 97 ? "1@0=first 2@1=second " : good == 56 ? "1@0=first " : "");
    CHECK_EQ(std::filesystem::exists(d + "/seg-000001.gws"), n >= 16);
    log->Append(R(3, 2, "third"));
    CHECK_EQ(log->record_count(), (good == 97 ? 2 : good == 56 ? 1 : 0) + 1u);
    log.reset();
    log = Open(d, Small());
    CHECK_EQ(log->recovery().lost_bytes, 0u);
  }
}

TEST(RecoveryReports) {
  Quiet quiet;
  check::TempDir dir;
  {
    auto log = Open(dir.path(), Small());
    log->Append(R(1, 0, "first"));
    log->Append(R(2, 1, "second"));
  }
  std::string bytes = check::ReadFile(dir / "seg-000001.gws");
  bytes[60] = static_cast<char>(bytes[60] ^ 1);  // raw size of the second block
  check::WriteFile(dir / "seg-000001.gws", bytes);
  check::WriteFile(dir / "seg-000002.gws", "GWS1");
  check::WriteFile(dir / "unrelated.txt", "x");
  auto log = Open(dir.path(), Small());
  // The second file goes, but the first is not the last any more: it is kept whole.
  CHECK_EQ(Join(log->recovery().problems, "|"),
           "seg-000001.gws at 56: segment: block checksum mismatch|"
           "seg-000002.gws: removed, segment: header cut off");
  CHECK_EQ(log->recovery().lost_bytes, 41 + 4u);
  CHECK_EQ(log->recovery().segments, 1u);
  CHECK_EQ(Files(dir.path()), "seg-000001.gws:97 unrelated.txt:1");
}

TEST(DamageInTheMiddleIsKeptForAHuman) {
  Quiet quiet;
  check::TempDir dir;
  {
    auto log = Open(dir.path(), Small(50));
    log->Append(R(1, 0, "aaaa"));
    log->Append(R(1, 1, "bbbb"));
    log->Append(R(1, 2, "cccc"));
  }
  CHECK_EQ(Files(dir.path()), "seg-000001.gws:55 seg-000002.gws:55 seg-000003.gws:55");
  std::string bytes = check::ReadFile(dir / "seg-000002.gws");
  bytes[54] = '!';
  check::WriteFile(dir / "seg-000002.gws", bytes);
  auto log = Open(dir.path(), Small(50));
  CHECK_EQ(All(log.get()), "1@0=aaaa 1@2=cccc ");
  CHECK_EQ(check::ReadFile(dir / "seg-000002.gws"), bytes);
  log.reset();
  bytes[0] = 'X';
  check::WriteFile(dir / "seg-000002.gws", bytes);
  CHECK_EQ(SegmentLog::Open(dir.path(), Small(50), &log).ToString(),
           "corruption: seg-000002.gws: segment: bad magic");
}

TEST(DamageWhileOpenIsAnErrorOfTheIterator) {
  check::TempDir dir;
  auto log = Open(dir.path(), Small());
  log->Append(R(1, 0, "first"));
  log->Append(R(1, 1, "second"));
  std::string bytes = check::ReadFile(dir / "seg-000001.gws");
  bytes[90] = '!';
  check::WriteFile(dir / "seg-000001.gws", bytes);
  CHECK_EQ(All(log.get()), "1@0=first corruption: segment: block checksum mismatch");
  check::WriteFile(dir / "seg-000001.gws", bytes.substr(0, 70));
  CHECK_EQ(All(log.get()), "1@0=first io error: short read: " + (dir / "seg-000001.gws"));
  std::filesystem::remove(dir / "seg-000001.gws");
  CHECK_EQ(All(log.get()),
           "io error: open " + (dir / "seg-000001.gws") + ": No such file or directory");
}

TEST(UnknownCompressorInAFile) {
  check::TempDir dir;
  ByteBuffer file;
  PutSegmentHeader(1, &file);
  BlockInfo info;
  info.raw_size = 4;
  info.count = 1;
  info.compressor = 9;
  PutBlock(info, "????", &file);
  check::WriteFile(dir / "seg-000001.gws", file.ToString());
  auto log = Open(dir.path());
  CHECK_EQ(All(log.get()), "unsupported: segment: unknown compressor 9");
}

TEST(BlockCacheIsUsed) {
  check::TempDir dir;
  std::unique_ptr<cache::Cache> cache(cache::NewLruCache(1000));
  Options o = Small();
  o.block_cache = cache.get();
  auto log = Open(dir.path(), o);
  log->Append(R(1, 0, "first"));
  log->Append(R(1, 1, "second"));
  const std::string want = "1@0=first 1@1=second ";
  CHECK_EQ(All(log.get()), want);
  CHECK_EQ(cache->stats().misses, 2u);
  std::filesystem::remove(dir / "seg-000001.gws");
  CHECK_EQ(All(log.get()), want);
  CHECK_EQ(cache->stats().hits, 2u);
  CHECK_EQ(cache->TotalCharge(), 8 + 9u);
  // Another log must not see these blocks.
  check::TempDir other;
  auto log2 = Open(other.path(), o);
  log2->Append(R(9, 9, "else"));
  CHECK_EQ(All(log2.get()), "9@9=else ");
}

TEST(Compaction) {
  check::TempDir dir;
  auto log = Open(dir.path(), Small(100));
  CHECK(log->Compact([](const Record&) { return true; }).ok());
  for (int i = 0; i < 7; ++i) log->Append(R(static_cast<uint64_t>(i), i, "xxxx"));
  CHECK_EQ(log->segment_count(), 3u);
  CHECK(log->Compact([](const Record& r) { return r.time_ms % 2 == 0; }).ok());
  CHECK_EQ(All(log.get()), "0@0=xxxx 2@2=xxxx 4@4=xxxx 6@6=xxxx ");
  CHECK_EQ(Files(dir.path()), "seg-000004.gws:133 seg-000005.gws:55");
  log->Append(R(9, 9, "xxxx"));
  log.reset();
  log = Open(dir.path(), Small(100));
  CHECK_EQ(All(log.get()), "0@0=xxxx 2@2=xxxx 4@4=xxxx 6@6=xxxx 9@9=xxxx ");
  CHECK(log->Compact([](const Record&) { return false; }).ok());
  CHECK_EQ(log->record_count(), 0u);
  CHECK_EQ(Files(dir.path()), "seg-000006.gws:16");
  log->Append(R(1, 1, "new"));
  CHECK_EQ(All(log.get()), "1@1=new ");
}

TEST(LargeRecords) {
  check::TempDir dir;
  auto log = Open(dir.path());
  CHECK_EQ(log->Append(R(1, 1, std::string(kMaxBlockBytes / 2 + 1, 'x'))).ToString(),
           "resource exhausted: record of 2097153 bytes");
  CHECK(log->Append(R(1, 1, std::string(kMaxBlockBytes / 2, 'x'))).ok());
  CHECK_EQ(log->record_count(), 1u);
  auto it = log->Scan();
  Record r;
  CHECK(it.Next(&r));
  CHECK_EQ(r.payload.size(), kMaxBlockBytes / 2);
  CHECK(!it.Next(&r));
  CHECK(it.status().ok());
}

TEST(ManySmallRecordsFillABlockByCount) {
  check::TempDir dir;
  Options o;
  o.block_bytes = 1 << 20;
  auto log = Open(dir.path(), o);
  for (int i = 0; i < 65536; ++i) log->Append(R(0, 0, ""));
  log->Flush();
  CHECK(log->Describe().find("@16 65535 records, 196605 -> ") != std::string::npos);
  CHECK(log->Describe().find(" 1 records, 3 -> 3 bytes (0)") != std::string::npos);
  CHECK_EQ(log->record_count(), 65536u);
}

TEST(OpenFailsOnAFile) {
  check::TempDir dir;
  check::WriteFile(dir / "file", "");
  std::unique_ptr<SegmentLog> log;
  CHECK_EQ(SegmentLog::Open(dir / "file/x", Options(), &log).code(), StatusCode::kIoError);
  CHECK(log == nullptr);
}
