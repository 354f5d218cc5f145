// The kernel that ANCHOR_KERNEL names, by google/benchmark.
#include <benchmark/benchmark.h>
#include <dlfcn.h>

#include <cstdint>
#include <cstdlib>

static void kernel(benchmark::State& state) {
  void* file = dlopen(std::getenv("ANCHOR_KERNEL"), RTLD_NOW);
  auto make = reinterpret_cast<void* (*)(std::uint64_t)>(dlsym(file, "migrate_scenario_new"));
  auto run = reinterpret_cast<std::uint64_t (*)(void*, std::uint64_t)>(dlsym(file, "migrate_scenario_run"));
  auto end = reinterpret_cast<void (*)(void*)>(dlsym(file, "migrate_scenario_free"));
  void* made = make(1);
  for (auto _ : state) benchmark::DoNotOptimize(run(made, 1));
  end(made);
}
BENCHMARK(kernel);
BENCHMARK_MAIN();
