#ifndef GATEWAY_SERIES_AGGREGATE_H_
#define GATEWAY_SERIES_AGGREGATE_H_

#include <algorithm>
#include <cmath>
#include <iosfwd>
#include <iterator>
#include <string_view>
#include <vector>

namespace gateway::series {
enum class Agg { kCount, kSum, kMin, kMax, kAvg, kFirst, kLast, kP50, kP90, kP99 };

bool ParseAgg(std::string_view name, Agg* agg);  // "count", "avg", "p90", ..
std::ostream& operator<<(std::ostream& os, Agg agg);

// Linear interpolation between the closest ranks, fraction in 0..1.
// Takes the vector by value because it has to reorder it.
template <typename T>
double Percentile(std::vector<T> values, double fraction) {
  if (values.empty()) return std::nan("");
  std::sort(values.begin(), values.end());
  const double rank = std::min(std::max(fraction, 0.0), 1.0) * (values.size() - 1);
  const size_t below = static_cast<size_t>(rank);
  const size_t above = std::min(below + 1, values.size() - 1);
  const double weight = rank - static_cast<double>(below);
  return values[below] * (1 - weight) + values[above] * weight;
}

// Reduces a range of numbers; NaN for an empty one, except count and sum.
template <typename It>
double Aggregate(Agg agg, It begin, It end) {
  typedef typename std::iterator_traits<It>::value_type T;
  std::vector<T> values(begin, end);
  if (agg == Agg::kCount) return static_cast<double>(values.size());
  double sum = 0;
  for (const T& v : values) sum += v;
  if (agg == Agg::kSum) return sum;
  if (values.empty()) return std::nan("");
  switch (agg) {
    case Agg::kMin: return *std::min_element(values.begin(), values.end());
    case Agg::kMax: return *std::max_element(values.begin(), values.end());
    case Agg::kAvg: return sum / static_cast<double>(values.size());
    case Agg::kFirst: return values.front();
    case Agg::kLast: return values.back();
    case Agg::kP50: return Percentile(std::move(values), 0.50);
    case Agg::kP90: return Percentile(std::move(values), 0.90);
    default: return Percentile(std::move(values), 0.99);
  }
}
}  // namespace gateway::series

#endif  // GATEWAY_SERIES_AGGREGATE_H_
