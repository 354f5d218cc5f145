static long total;
long Add(long n) { return total += n; }
