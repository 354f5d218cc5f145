static int Compute(int seed) { return seed * 31 + static_cast<int>(reinterpret_cast<long>(&Compute) & 1); }
struct Registered {
  Registered() { ++count; }
  static int count;
};
int Registered::count = 0;
static int table = Compute(7);
static Registered registered;
int Entry() { return table + Registered::count + static_cast<int>(sizeof registered); }
