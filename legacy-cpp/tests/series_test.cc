#include <cmath>
#include <list>

#include "base/strings.h"
#include "check.h"
#include "series/aggregate.h"
#include "series/series_set.h"
#include "series/time_series.h"

using namespace gateway;
using namespace gateway::series;

namespace {
typedef TimeSeries<double> Series;

std::string Buckets(const Series& s, int64_t from, int64_t to, int64_t step, Agg agg) {
  std::string out;
  for (const auto& b :
       s.Downsample(from, to, step, [agg](auto x, auto y) { return Aggregate(agg, x, y); })) {
    out += StrPrintf("%lld:%s/%zu ", static_cast<long long>(b.start), FormatDouble(b.value).c_str(),
                     b.count);
  }
  return out;
}
Series Ramp(int64_t from, int64_t to, int64_t step) {
  Series s;
  for (int64_t t = from; t < to; t += step) s.Insert(t, static_cast<double>(t));
  return s;
}
double Agg1(const char* name, std::vector<double> v) {
  Agg agg = Agg::kCount;
  CHECK(ParseAgg(name, &agg));
  std::ostringstream os;
  os << agg;
  CHECK_EQ(os.str(), name);
  return Aggregate(agg, v.begin(), v.end());
}
}  // namespace

TEST(Aggregates) {
  const std::vector<double> v = {5, 1, 4, 2, 3};
  CHECK_EQ(Agg1("count", v), 5.0);
  CHECK_EQ(Agg1("sum", v), 15.0);
  CHECK_EQ(Agg1("min", v), 1.0);
  CHECK_EQ(Agg1("max", v), 5.0);
  CHECK_EQ(Agg1("avg", v), 3.0);
  CHECK_EQ(Agg1("first", v), 5.0);
  CHECK_EQ(Agg1("last", v), 3.0);
  CHECK_EQ(Agg1("p50", v), 3.0);
  CHECK_EQ(Agg1("p90", v), 4.6);
  CHECK_EQ(FormatDouble(Agg1("p99", v)), "4.96");
  for (const char* name : {"min", "max", "avg", "first", "last", "p50", "p90", "p99"}) {
    CHECK(std::isnan(Agg1(name, {})));
  }
  CHECK_EQ(Agg1("count", {}), 0.0);
  CHECK_EQ(Agg1("sum", {}), 0.0);
  Agg agg;
  CHECK(!ParseAgg("AVG", &agg));
  CHECK(!ParseAgg("", &agg));
}

TEST(AggregateOfOtherContainers) {
  std::list<int> l = {3, 4};
  CHECK_EQ(Aggregate(Agg::kAvg, l.begin(), l.end()), 3.5);
  CHECK_EQ(Aggregate(Agg::kMax, l.begin(), l.end()), 4.0);
}

TEST(Percentiles) {
  CHECK_EQ(Percentile(std::vector<double>{10, 20}, 0.5), 15.0);
  CHECK_EQ(Percentile(std::vector<double>{10, 20}, 0), 10.0);
  CHECK_EQ(Percentile(std::vector<double>{20, 10}, 1), 20.0);
  CHECK_EQ(Percentile(std::vector<double>{20, 10}, 7), 20.0);
  CHECK_EQ(Percentile(std::vector<double>{20, 10}, -7), 10.0);
  CHECK_EQ(Percentile(std::vector<int>{7}, 0.3), 7.0);
  CHECK_EQ(Percentile(std::vector<int>{1, 2, 3, 4}, 0.25), 1.75);
  CHECK(std::isnan(Percentile(std::vector<double>(), 0.5)));
  std::vector<double> unchanged = {3, 1, 2};
  Percentile(unchanged, 0.5);
  CHECK_EQ(unchanged[0], 3.0);
}

TEST(FloorToStepWorksBelowZero) {
  CHECK_EQ(FloorToStep(0, 10), 0);
  CHECK_EQ(FloorToStep(9, 10), 0);
  CHECK_EQ(FloorToStep(10, 10), 10);
  CHECK_EQ(FloorToStep(-1, 10), -10);
  CHECK_EQ(FloorToStep(-10, 10), -10);
  CHECK_EQ(FloorToStep(-11, 10), -20);
}

TEST(InsertReplacesAndSorts) {
  Series s;
  CHECK(s.empty());
  s.Insert(5, 1);
  s.Insert(-5, 2);
  s.Insert(5, 3);
  CHECK_EQ(s.size(), 2u);
  CHECK_EQ(s.begin()->first, -5);
  CHECK_EQ(std::prev(s.end())->second, 3.0);
}

TEST(Between) {
  Series s = Ramp(0, 100, 10);
  auto r = s.Between(10, 30);
  CHECK_EQ(std::distance(r.first, r.second), 2);
  CHECK_EQ(r.first->first, 10);
  r = s.Between(11, 31);
  CHECK_EQ(r.first->first, 20);
  CHECK_EQ(std::distance(r.first, r.second), 2);
  r = s.Between(30, 30);
  CHECK(r.first == r.second);
  r = s.Between(50, 10);
  CHECK(r.first == r.second);
  r = s.Between(INT64_MIN, INT64_MAX);
  CHECK_EQ(std::distance(r.first, r.second), 10);
}

TEST(ReduceAndIterator) {
  Series s = Ramp(0, 50, 10);
  CHECK_EQ(s.Reduce(10, 40, [](auto b, auto e) { return std::distance(b, e); }), 3);
  CHECK_EQ(s.Reduce(0, 100,
                    [](auto b, auto e) {
                      double sum = 0;
                      while (b != e) sum += *b++;
                      return sum;
                    }),
           100.0);
  TimeSeries<std::string> texts;
  texts.Insert(1, "abc");
  CHECK_EQ(texts.Reduce(0, 9, [](auto b, auto) { return b->size(); }), 3u);
}

TEST(Downsampling) {
  Series s = Ramp(0, 100, 10);
  CHECK_EQ(Buckets(s, 0, 100, 30, Agg::kAvg), "0:10/3 30:40/3 60:70/3 90:90/1 ");
  CHECK_EQ(Buckets(s, 10, 70, 30, Agg::kSum), "0:30/2 30:120/3 60:60/1 ");
  CHECK_EQ(Buckets(s, 0, 100, 0, Agg::kMax), "0:90/10 ");
  CHECK_EQ(Buckets(s, 35, 100, 0, Agg::kFirst), "40:40/6 ");
  CHECK_EQ(Buckets(s, 200, 300, 10, Agg::kMax), "");
  Series gap;
  gap.Insert(-1, 1);
  gap.Insert(1000, 2);
  CHECK_EQ(Buckets(gap, INT64_MIN, INT64_MAX, 10, Agg::kLast), "-10:1/1 1000:2/1 ");
}

TEST(KeepNewest) {
  Series s = Ramp(0, 100, 10);
  CHECK_EQ(s.KeepNewest(3), 7u);
  CHECK_EQ(s.begin()->first, 70);
  CHECK_EQ(s.KeepNewest(3), 0u);
  CHECK_EQ(s.KeepNewest(0), 3u);
  CHECK(s.empty());
}

TEST(SeriesSets) {
  SeriesSet set(3);
  codec::Packet p;
  p.device = 4;
  p.samples.emplace_back("temp", 10, codec::Value(1.5));
  p.samples.emplace_back("n", 10, codec::Value(int64_t(2)));
  p.samples.emplace_back("door", 11, codec::Value(true));
  p.samples.emplace_back("note", 10, codec::Value("x"));
  p.samples.emplace_back("nil", 10, codec::Value());
  CHECK_EQ(set.Add(p), 3u);
  set.Add(3, "zz", 1, 9);
  std::string keys;
  for (const SeriesKey& k : set.Keys()) keys += std::to_string(k.device) + k.metric + " ";
  CHECK_EQ(keys, "3zz 4door 4n 4temp ");
  CHECK_EQ(set.size(), 4u);
  CHECK_EQ(set.Find(4, "door")->begin()->second, 1.0);
  CHECK(set.Find(4, "note") == nullptr);
  CHECK(set.Find(5, "temp") == nullptr);
  for (int i = 0; i < 10; ++i) set.Add(4, "temp", 100 + i, i);
  CHECK_EQ(set.Find(4, "temp")->size(), 3u);
  CHECK_EQ(set.Find(4, "temp")->begin()->first, 107);
}

TEST(Windows) {
  SeriesSet set;
  for (int i = 0; i <= 10; ++i) set.Add(1, "t", i * 100, i);
  CHECK_EQ(set.Window(1, "t", 1, Agg::kSum), 10.0);
  CHECK_EQ(set.Window(1, "t", 100, Agg::kCount), 1.0);
  CHECK_EQ(set.Window(1, "t", 101, Agg::kCount), 2.0);
  CHECK_EQ(set.Window(1, "t", 100000, Agg::kMin), 0.0);
  CHECK_EQ(set.Window(1, "none", 1000, Agg::kCount), 0.0);
  CHECK(std::isnan(set.Window(1, "none", 1000, Agg::kAvg)));
}
