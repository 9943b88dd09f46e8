// SPDX-License-Identifier: Apache-2.0
// Matrices and vectors restricted to one symmetry class of a reflection.
#pragma once

#include <vector>

#include "core/system/reflection.hpp"
#include "core/system/sparse_matrix.hpp"

namespace spondyl {

// The even (parity 1) or odd (-1) vectors: x with x_i = weight_i y_place(i). The weights make y as long as x.
struct SymmetryClass {
    explicit SymmetryClass(const Reflection& reflection, double parity);

    // Fixes the pattern of `matrix`, and which of its entries each entry of K is added to.
    void restrict_pattern(const SymmetricMatrix& k);
    void restrict_values(const SymmetricMatrix& k);
    // Component of a vector in the class, added to `part`.
    void restrict_vector(const double* vector, double* part) const;
    void add_to_vector(const double* part, double* vector) const;

    std::vector<int> place;  // of each equation; -1: zero in this class
    std::vector<double> weight;
    SymmetricMatrix matrix;   // K restricted to the class
    std::vector<int> target;  // of each entry of K; -1: none
};

}  // namespace spondyl
