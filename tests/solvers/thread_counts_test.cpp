// SPDX-License-Identifier: Apache-2.0
#include "solvers/thread_counts.hpp"

#include <gtest/gtest.h>
#include <omp.h>

extern "C" {
int openblas_get_num_threads();
void openblas_set_num_threads(int threads);
}

namespace spondyl {

namespace {

TEST(ThreadCounts, are_those_of_the_process_again_afterwards) {
    const int openmp = omp_get_max_threads();
    const int blas = openblas_get_num_threads();
    omp_set_num_threads(3);
    openblas_set_num_threads(2);
    {
        const ThreadCounts outer(2);
        EXPECT_EQ(omp_get_max_threads(), 2);
        EXPECT_EQ(openblas_get_num_threads(), 1);
        {
            const ThreadCounts inner(1);
            EXPECT_EQ(omp_get_max_threads(), 1);
        }
        EXPECT_EQ(omp_get_max_threads(), 2);
        EXPECT_EQ(openblas_get_num_threads(), 1) << "the outer one still needs it";
    }
    EXPECT_EQ(omp_get_max_threads(), 3);
    EXPECT_EQ(openblas_get_num_threads(), 2);
    omp_set_num_threads(openmp);
    openblas_set_num_threads(blas);
}

}  // namespace

}  // namespace spondyl
