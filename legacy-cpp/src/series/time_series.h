#ifndef GATEWAY_SERIES_TIME_SERIES_H_
#define GATEWAY_SERIES_TIME_SERIES_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

namespace gateway::series {

// Start of the step that contains `time`, also for times before the epoch.
inline int64_t FloorToStep(int64_t time, int64_t step) {
  const int64_t rest = time % step;
  return time - rest - (rest < 0 ? step : 0);
}

// Values ordered by time.  A second value for the same instant replaces the
// first: devices resend corrected readings.
template <typename T>
class TimeSeries {
 public:
  typedef std::map<int64_t, T> Map;
  typedef typename Map::const_iterator const_iterator;

  // Forward iterator over the values alone, for Aggregate().
  class ValueIterator {
   public:
    typedef std::forward_iterator_tag iterator_category;
    typedef T value_type;
    typedef std::ptrdiff_t difference_type;
    typedef const T* pointer;
    typedef const T& reference;

    explicit ValueIterator(const_iterator it) : it_(it) {}
    reference operator*() const { return it_->second; }
    pointer operator->() const { return &it_->second; }
    ValueIterator& operator++() {
      ++it_;
      return *this;
    }
    ValueIterator operator++(int) { return ValueIterator(it_++); }
    friend bool operator==(const ValueIterator& a, const ValueIterator& b) {
      return a.it_ == b.it_;
    }
    friend bool operator!=(const ValueIterator& a, const ValueIterator& b) { return !(a == b); }

   private:
    const_iterator it_;
  };

  struct Bucket {
    int64_t start;
    double value;
    size_t count;
  };

  void Insert(int64_t time, T value) { points_[time] = std::move(value); }
  size_t size() const { return points_.size(); }
  bool empty() const { return points_.empty(); }
  const_iterator begin() const { return points_.begin(); }
  const_iterator end() const { return points_.end(); }

  // Keeps the newest `n` points; returns how many went.
  size_t KeepNewest(size_t n) {
    size_t dropped = 0;
    for (; points_.size() > n; ++dropped) points_.erase(points_.begin());
    return dropped;
  }

  // Points in [from, to).
  std::pair<const_iterator, const_iterator> Between(int64_t from, int64_t to) const {
    const_iterator first = points_.lower_bound(from);
    return {first, to <= from ? first : points_.lower_bound(to)};
  }

  // Applies fn(begin, end) to the values of [from, to).
  template <typename Fn>
  auto Reduce(int64_t from, int64_t to, Fn fn) const {
    const auto range = Between(from, to);
    return fn(ValueIterator(range.first), ValueIterator(range.second));
  }

  // One bucket per step that has points; starts are multiples of `step`,
  // or the whole range is one bucket if `step` is 0.
  template <typename Fn>
  std::vector<Bucket> Downsample(int64_t from, int64_t to, int64_t step, Fn fn) const {
    std::vector<Bucket> out;
    const auto range = Between(from, to);
    for (const_iterator it = range.first; it != range.second;) {
      const int64_t start = step > 0 ? FloorToStep(it->first, step) : it->first;
      const_iterator last = it;
      size_t count = 0;
      while (last != range.second && (step <= 0 || FloorToStep(last->first, step) == start)) {
        ++last;
        ++count;
      }
      out.push_back(Bucket{start, fn(ValueIterator(it), ValueIterator(last)), count});
      it = last;
    }
    return out;
  }

 private:
  Map points_;
};
}  // namespace gateway::series

#endif  // GATEWAY_SERIES_TIME_SERIES_H_
