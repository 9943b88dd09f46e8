// SPDX-License-Identifier: Apache-2.0
// Partial L D L^T of a dense symmetric front: P A P^T = L D L^T over its pivots, D with blocks of 1 and 2, pivots
// chosen within diagonal blocks (Bunch and Kaufman 1977, doi:10.1090/S0025-5718-1977-0428694-0).
#pragma once

#include <vector>

namespace spondyl::multifrontal {

// Matrices are scaled to entries of at most about one. A pivot below `null_pivot` is a rounding error; one below
// `weakest_pivot` times the square of the entries of its column would make its elimination terms dominate all others.
// Both are replaced, by weakest_pivot or that product, and counted.
constexpr double null_pivot = 1e-14;
constexpr double weakest_pivot = 1e-8;

struct Pivots {
    int negative = 0;  // eigenvalues of D
    int replaced = 0;
    double growth = 0.0;  // largest term subtracted in an elimination; at most 1 if positive definite
    void add(const Pivots& other);
};

// The columns of one front that are eliminated, and D.
struct FrontColumns {
    double* a = nullptr;  // rows x pivots, by columns, lower triangle; becomes L without its unit diagonal
    int rows = 0;
    int pivots = 0;
    double* diagonal = nullptr;     // D, `pivots` long
    double* subdiagonal = nullptr;  // D(j + 1, j); 0 where a block of 1 ends or begins
    int* swapped = nullptr;         // row exchanged with row j just before j was eliminated
    double* scratch = nullptr;      // rows x columns of a panel: L D of the panel
};

// A panel is eliminated in three steps: its diagonal block; then the rows below, in any portions; then the update of
// the rest of the front. Afterwards scratch holds L D of the panel's columns in the rows below it.
Pivots factor_diagonal_block(const FrontColumns& front, int begin, int end);
Pivots finish_rows(const FrontColumns& front, int begin, int end, int first_row, int last_row);

}  // namespace spondyl::multifrontal
