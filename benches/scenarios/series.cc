// Points arrive, the words of a query are read, windows are summed up by them and written out with their names.
#include "series/series_set.h"

#include <sstream>

#include "scenario.h"

namespace {

namespace series = gateway::series;

const char* const kWords[] = {"count", "sum", "min", "max", "avg", "first", "last", "p50", "p90", "p99", "median"};

class Queries {
 public:
  explicit Queries(uint64_t seed) : random_(seed), set_(64) {}
  void Step(scenario::Checksum* sum) {
    set_.Add(random_.Below(8), "temperature", time_ += 100, static_cast<double>(random_.Below(1000)) / 8);
    std::ostringstream out;
    for (const char* word : kWords) {
      series::Agg agg;
      if (!series::ParseAgg(word, &agg)) continue;
      out << agg << ' ';
      if (agg == series::Agg::kMax) sum->Add(set_.Window(random_.Below(8), "temperature", 2000, agg));
    }
    sum->Add(out.str());
  }

 private:
  scenario::Random random_;
  series::SeriesSet set_;
  int64_t time_ = 1700000000000;
};

}  // namespace

SCENARIO(Queries)
