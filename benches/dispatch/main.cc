// What a facade costs: the same call in the untouched library, behind a facade in either mode, and behind one that knows no
// modes.
//
//   dispatch ROUNDS PLAIN AGAIN CPP RUST ONLY
//
// The arguments are shared libraries: the untouched one, a copy of it, the mixed one twice (in the modes cpp and rust), and
// the one without originals. All are in one process. Two take turns (A, B, B, A) in blocks far below a slice of the scheduler,
// by the CPU time of the thread. Ratio and difference are those of neighbouring blocks, so that whatever slows the machine
// slows both.
#include <dlfcn.h>
#include <time.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using Call = std::uint64_t (*)(std::uint64_t);

// Length of a block in nanoseconds.
constexpr double kBlock = 400000;

const char* const kCalls[] = {"steps_1", "steps_2", "steps_3", "steps_4", "steps_6", "steps_8"};

struct Library {
  const char* what;
  const char* mode;
  void* handle;
};

double Now() {
  timespec now;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return 1e9 * static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec);
}

// Each call waits for the one before.
__attribute__((noinline)) std::uint64_t Loop(Call call, std::uint64_t times) {
  std::uint64_t x = 1;
  for (std::uint64_t i = 0; i < times; ++i) x = call(x + i);
  return x;
}

volatile std::uint64_t kept;

// Nanoseconds of one call.
double Block(Call call, std::uint64_t times) {
  double start = Now();
  kept = Loop(call, times);
  return (Now() - start) / static_cast<double>(times);
}

double At(std::vector<double> values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

Call Find(const Library& library, const char* name) {
  void* found = dlsym(library.handle, name);
  if (found == nullptr) {
    std::fprintf(stderr, "%s\n", dlerror());
    std::exit(1);
  }
  return reinterpret_cast<Call>(found);
}

void Compare(const char* name, const Library& a, const Library& b, int rounds) {
  Call one = Find(a, name), other = Find(b, name);
  if (Loop(one, 1000) != Loop(other, 1000)) {
    std::fprintf(stderr, "%s: %s and %s answer differently\n", name, a.what, b.what);
    std::exit(1);
  }
  std::uint64_t times = 1000;
  while (Block(one, times) * static_cast<double>(times) < kBlock) times *= 2;
  std::vector<double> of_one, of_other, ratios, differences;
  for (int round = 0; round < rounds; ++round) {
    double first = Block(one, times), second = Block(other, times);
    double third = Block(other, times), fourth = Block(one, times);
    double left = first + fourth, right = second + third;
    of_one.push_back(left / 2);
    of_other.push_back(right / 2);
    ratios.push_back(right / left);
    differences.push_back((right - left) / 2);
  }
  std::printf("| %s | %s | %s | %.2f | %.2f | %+.2f | %.3f | %.3f to %.3f |\n", name, a.what, b.what, At(of_one, 0.5),
              At(of_other, 0.5), At(differences, 0.5), At(ratios, 0.5), At(ratios, 0.1), At(ratios, 0.9));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 7) return 2;
  Library libraries[] = {{"untouched", nullptr, nullptr},
                         {"untouched, a copy", nullptr, nullptr},
                         {"facade, C++ answers", "cpp", nullptr},
                         {"facade, Rust answers", "rust", nullptr},
                         {"facade, Rust only", nullptr, nullptr}};
  for (int i = 0; i < 5; ++i) {
    Library& library = libraries[i];
    library.handle = dlopen(argv[2 + i], RTLD_NOW | RTLD_LOCAL);
    if (library.handle == nullptr) {
      std::fprintf(stderr, "%s\n", dlerror());
      return 1;
    }
    // The first call chooses the mode, each library has its own.
    if (library.mode != nullptr) setenv("MIGRATE_STEPS", library.mode, 1);
    Find(library, kCalls[0])(1);
  }
  const Library &plain = libraries[0], &again = libraries[1], &cpp = libraries[2], &rust = libraries[3], &only = libraries[4];
  int rounds = std::atoi(argv[1]);
  std::printf("| call | A | B | A ns | B ns | B - A ns | B / A | 80 %% of B / A |\n|---|---|---|---|---|---|---|---|\n");
  for (const char* name : kCalls) {
    Compare(name, plain, again, rounds);
    Compare(name, plain, cpp, rounds);
    Compare(name, plain, rust, rounds);
    Compare(name, rust, only, rounds);
  }
}
