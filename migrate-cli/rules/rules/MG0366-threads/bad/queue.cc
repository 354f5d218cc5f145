#include <mutex>
static std::mutex mutex;
static long total;
long Add(long n) {
  std::lock_guard<std::mutex> lock(mutex);
  return total += n;
}
