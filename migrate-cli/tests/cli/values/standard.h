#include <chrono>
#include <filesystem>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace lib {

struct Point {
  int x;
  int y;
};

class Set {
 public:
  Set(std::initializer_list<int> values) : values_(values) {}
  explicit Set(int size) : values_(size) {}
  int sum() const {
    int sum = 0;
    for (int v : values_) sum += v;
    return sum;
  }
  std::span<const int> values() const { return values_; }
  std::span<int> changeable() { return values_; }

 private:
  std::vector<int> values_;
};

/// Points at elements of others.
class Window {
 public:
  explicit Window(std::span<const double> of) : of_(of) {}
  double first() const { return of_.empty() ? 0 : of_[0]; }
  void move_to(std::span<const double> of) { of_ = of; }

 private:
  std::span<const double> of_;
};

inline int longest(std::initializer_list<std::string> words) {
  std::size_t longest = 0;
  for (const std::string& word : words) longest = std::max(longest, word.size());
  return static_cast<int>(longest);
}
inline long total(std::span<const long> values) {
  long total = 0;
  for (long v : values) total += v;
  return total;
}
inline void fill(std::span<float> values, float by) {
  for (float& v : values) v = by;
}
inline int corners(const Point* points, std::size_t count) {
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += points[i].x * points[i].y;
  return sum;
}
inline void flip(Point* points, int n) {
  for (int i = 0; i < n; ++i) std::swap(points[i].x, points[i].y);
}
inline std::wstring wide(const std::wstring& text) { return text + L"\u20ac"; }
inline wchar_t letter(wchar_t c) { return c + 1; }
inline char16_t unit(char16_t c) { return c; }
inline long double half(long double x) { return x / 2; }
inline std::chrono::milliseconds later(std::chrono::seconds by) { return by + std::chrono::milliseconds(5); }
inline std::chrono::system_clock::time_point epoch(std::chrono::system_clock::time_point t, int s) {
  return t + std::chrono::seconds(s);
}
inline std::filesystem::path inside(const std::filesystem::path& folder, const std::string& name) { return folder / name; }
inline std::vector<std::string> sorted(std::vector<std::string> words) { return {words.rbegin(), words.rend()}; }
inline std::variant<int, std::string> either(const std::variant<int, std::string>& v) { return v; }
inline std::optional<std::vector<std::pair<int, std::string>>> nested(bool some) {
  if (!some) return std::nullopt;
  return {{{1, "one"}, {2, "two"}}};
}

}  // namespace lib
