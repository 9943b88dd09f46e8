// SPDX-License-Identifier: Apache-2.0
#include "solvers/thread_counts.hpp"

#include <omp.h>

#include <mutex>

// Declared here because not every OpenBLAS header has them.
extern "C" {
int openblas_get_num_threads();
void openblas_set_num_threads(int threads);
}

namespace spondyl {

namespace {

struct BlasThreads {
    std::mutex mutex;
    int users = 0;
    int before = 1;
};

BlasThreads& blas_threads() {
    static BlasThreads threads;
    return threads;
}

}  // namespace

ThreadCounts::ThreadCounts(int openmp) : openmp_before_(omp_get_max_threads()) {
    BlasThreads& blas = blas_threads();
    const std::lock_guard lock(blas.mutex);
    if (blas.users++ == 0) {
        blas.before = openblas_get_num_threads();
        openblas_set_num_threads(1);
    }
    omp_set_num_threads(openmp > 0 ? openmp : omp_get_num_procs());
}

ThreadCounts::~ThreadCounts() {
    omp_set_num_threads(openmp_before_);
    BlasThreads& blas = blas_threads();
    const std::lock_guard lock(blas.mutex);
    if (--blas.users == 0) openblas_set_num_threads(blas.before);
}

}  // namespace spondyl
