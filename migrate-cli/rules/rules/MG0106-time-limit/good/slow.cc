constexpr unsigned long steps(unsigned long n) {
  unsigned long x = 1;
  for (unsigned long i = 0; i < n; ++i) x = x * 6364136223846793005ul + 1442695040888963407ul;
  return x;
}
constexpr unsigned long kSeed = steps(1000);
unsigned long seed() { return kSeed; }
