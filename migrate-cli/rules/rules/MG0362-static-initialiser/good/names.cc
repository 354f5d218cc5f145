static constexpr int Compute(int seed) { return seed * 31; }
static const int table = Compute(7);
static const char* const kNames[] = {"ok", "timeout"};
int Entry() {
  static const int lazy = table + static_cast<int>(sizeof kNames);
  return lazy;
}
