// SPDX-License-Identifier: Apache-2.0
#include <benchmark/benchmark.h>
#include <omp.h>

#include <string>

#include "core/math/simd.hpp"
#include "solvers/blas_kernels.hpp"
#include "solvers/thread_counts.hpp"

int main(int argc, char** argv) {
    spondyl::choose_blas_kernels(argv);
    const spondyl::ThreadCounts threads(omp_get_max_threads());
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    benchmark::AddCustomContext("blas_kernels", spondyl::blas_kernels());
    benchmark::AddCustomContext("lanes", std::to_string(spondyl::lane_width));
    benchmark::AddCustomContext("threads", std::to_string(omp_get_max_threads()));
    benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    return 0;
}
