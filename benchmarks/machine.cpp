// SPDX-License-Identifier: Apache-2.0
// Peak performance of the machine, measured in the same run, for comparison with everything else.
#include <benchmark/benchmark.h>

#include <vector>

extern "C" void dgemm_(const char* transpose_a, const char* transpose_b, const int* m, const int* n, const int* k,
                       const double* alpha, const double* a, const int* lda, const double* b, const int* ldb,
                       const double* beta, double* c, const int* ldc);

namespace {

// Product of two dense matrices by the BLAS in use: the peak for factorisations.
void machine_dgemm(benchmark::State& state) {
    const int n = static_cast<int>(state.range(0));
    const auto size = static_cast<std::size_t>(n) * static_cast<std::size_t>(n);
    std::vector<double> a(size, 1.0);
    std::vector<double> b(size, 0.5);
    std::vector<double> c(size, 0.0);
    const double one = 1.0;
    const double zero = 0.0;
    for (auto _ : state) {
        dgemm_("N", "N", &n, &n, &n, &one, a.data(), &n, b.data(), &n, &zero, c.data(), &n);
        benchmark::DoNotOptimize(c.data());
    }
    const double operations = 2.0 * n * static_cast<double>(n) * n;
    state.counters["flop/s"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(machine_dgemm)->Arg(1024)->Unit(benchmark::kMillisecond)->UseRealTime();

// a = b + s c over 192 MB on all threads: the peak for gathers, matrix products and solves.
void machine_triad(benchmark::State& state) {
    constexpr std::ptrdiff_t count = 8'000'000;
    std::vector<double> a(count);
    std::vector<double> b(count);
    std::vector<double> c(count);
#pragma omp parallel for schedule(static)
    for (std::ptrdiff_t i = 0; i < count; ++i) {
        a[i] = 0.0;
        b[i] = 1.0;
        c[i] = 2.0;
    }
    for (auto _ : state) {
#pragma omp parallel for schedule(static)
        for (std::ptrdiff_t i = 0; i < count; ++i) a[i] = b[i] + 3.0 * c[i];
        benchmark::ClobberMemory();
    }
    state.SetBytesProcessed(state.iterations() * count * 3 * static_cast<std::int64_t>(sizeof(double)));
}
BENCHMARK(machine_triad)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
