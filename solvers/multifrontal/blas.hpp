// SPDX-License-Identifier: Apache-2.0
// The four BLAS routines in use, for matrices stored by columns. Several threads may call OpenBLAS at once as long as
// it uses no threads of its own (ThreadCounts, solvers/thread_counts.hpp).
#pragma once

// NOLINTBEGIN(readability-identifier-naming): as the library has them
extern "C" {
void dgemm_(const char* transpose_a, const char* transpose_b, const int* m, const int* n, const int* k,
            const double* alpha, const double* a, const int* lda, const double* b, const int* ldb, const double* beta,
            double* c, const int* ldc);
void dtrsm_(const char* side, const char* triangle, const char* transpose, const char* diagonal, const int* m,
            const int* n, const double* alpha, const double* a, const int* lda, double* b, const int* ldb);
void dgemv_(const char* transpose, const int* m, const int* n, const double* alpha, const double* a, const int* lda,
            const double* x, const int* incx, const double* beta, double* y, const int* incy);
void dtrsv_(const char* triangle, const char* transpose, const char* diagonal, const int* n, const double* a,
            const int* lda, double* x, const int* incx);
}
// NOLINTEND(readability-identifier-naming)

namespace spondyl::multifrontal {

// C = beta C - A B^T; A m x k, B n x k.
inline void subtract_product(int m, int n, int k, const double* a, int lda, const double* b, int ldb, double beta,
                             double* c, int ldc) {
    constexpr double minus_one = -1.0;
    dgemm_("N", "T", &m, &n, &k, &minus_one, a, &lda, b, &ldb, &beta, c, &ldc);
}

// B = B L^-T with the unit lower triangle L, n x n; B m x n.
inline void divide_by_transposed(int m, int n, const double* l, int ldl, double* b, int ldb) {
    constexpr double one = 1.0;
    dtrsm_("R", "L", "T", "U", &m, &n, &one, l, &ldl, b, &ldb);
}

}  // namespace spondyl::multifrontal
