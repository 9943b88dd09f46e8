// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/dense_ldlt.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "solvers/multifrontal/blas.hpp"
#include "solvers/multifrontal/blocking.hpp"

namespace spondyl::multifrontal {

namespace {

// One diagonal block within a front.
class PivotBlock {
  public:
    PivotBlock(const FrontColumns& front, int begin, int end) : front_(front), begin_(begin), end_(end) {
        for (int j = begin; j < end; ++j) origin_[j - begin] = j;
    }

    Pivots factor() {
        for (int j = begin_; j < end_;) j += eliminate(j);
        return pivots_;
    }

  private:
    double& at(int row, int column) const {
        return front_.a[static_cast<std::size_t>(column) * static_cast<std::size_t>(front_.rows) + row];
    }

    int eliminate(int j) {
        front_.swapped[j] = j;
        front_.subdiagonal[j] = 0.0;
        int largest_row = j;
        double largest = 0.0;
        for (int i = j + 1; i < end_; ++i) {
            if (std::abs(at(i, j)) > largest) {
                largest = std::abs(at(i, j));
                largest_row = i;
            }
        }
        static const double alpha = (1.0 + std::sqrt(17.0)) / 8.0;  // balances growth of both kinds of pivots
        const double diagonal = std::abs(at(j, j));
        if (largest > null_pivot && diagonal < alpha * largest) {
            double largest_of_row = 0.0;
            for (int c = j; c < largest_row; ++c) {
                largest_of_row = std::max(largest_of_row, std::abs(at(largest_row, c)));
            }
            for (int i = largest_row + 1; i < end_; ++i) {
                largest_of_row = std::max(largest_of_row, std::abs(at(i, largest_row)));
            }
            if (diagonal * largest_of_row < alpha * largest * largest) {
                if (std::abs(at(largest_row, largest_row)) < alpha * largest_of_row) {
                    exchange(j + 1, largest_row);
                    eliminate_pair(j);
                    front_.swapped[j + 1] = largest_row;
                    return 2;
                }
                exchange(j, largest_row);
                front_.swapped[j] = largest_row;
            }
        }
        eliminate_single(j);
        return 1;
    }

    // Rows and columns p < q of the block, and rows of all columns before it.
    void exchange(int p, int q) {
        if (p == q) return;
        std::swap(origin_[p - begin_], origin_[q - begin_]);
        for (int c = 0; c < p; ++c) std::swap(at(p, c), at(q, c));
        for (int i = p + 1; i < q; ++i) std::swap(at(i, p), at(q, i));
        std::swap(at(p, p), at(q, q));
        for (int i = q + 1; i < end_; ++i) std::swap(at(i, p), at(i, q));
    }

    void eliminate_single(int j) {
        double d = at(j, j);
        constexpr double beyond_doubt = 1e-3;
        if (!(std::abs(d) >= beyond_doubt)) d = strong_enough(j, d);
        front_.diagonal[j] = d;
        pivots_.negative += d < 0.0 ? 1 : 0;
        const double inverse = 1.0 / d;
        double* const column = &at(0, j);
        for (int c = j + 1; c < end_; ++c) {
            double* const target = &at(0, c);
            const double factor = column[c] * inverse;
            for (int i = c; i < end_; ++i) target[i] -= factor * column[i];
        }
        for (int i = j + 1; i < end_; ++i) column[i] *= inverse;
    }

    void eliminate_pair(int j) {
        const double a = at(j, j);
        const double b = at(j + 1, j);
        const double c = at(j + 1, j + 1);
        front_.diagonal[j] = a;
        front_.diagonal[j + 1] = c;
        front_.subdiagonal[j] = b;
        front_.subdiagonal[j + 1] = 0.0;
        front_.swapped[j + 1] = j + 1;
        // A 2 x 2 pivot has a negative determinant: one negative eigenvalue.
        ++pivots_.negative;
        const double ratio_a = a / b;
        const double ratio_c = c / b;
        const double scale = 1.0 / (b * (ratio_a * ratio_c - 1.0));
        at(j + 1, j) = 0.0;
        double* const first = &at(0, j);
        double* const second = &at(0, j + 1);
        for (int k = j + 2; k < end_; ++k) {
            double* const target = &at(0, k);
            const double l1 = scale * (ratio_c * first[k] - second[k]);
            const double l2 = scale * (ratio_a * second[k] - first[k]);
            for (int i = k; i < end_; ++i) target[i] -= l1 * first[i] + l2 * second[i];
        }
        for (int i = j + 2; i < end_; ++i) {
            const double x1 = first[i];
            const double x2 = second[i];
            first[i] = scale * (ratio_c * x1 - x2);
            second[i] = scale * (ratio_a * x2 - x1);
        }
    }

    double strong_enough(int j, double d) {
        double column = 0.0;
        for (int i = j + 1; i < end_; ++i) column = std::max(column, std::abs(at(i, j)));
        const double* const below = &at(0, origin_[j - begin_]);
        for (int i = end_; i < front_.rows; ++i) column = std::max(column, std::abs(below[i]));
        const double weakest = weakest_pivot * column * column;
        if (std::abs(d) > null_pivot && std::abs(d) >= weakest) return d;
        ++pivots_.replaced;
        return std::copysign(std::abs(d) > null_pivot ? weakest : std::max(weakest, weakest_pivot), d);
    }

    const FrontColumns& front_;
    int begin_;
    int end_;
    std::array<int, pivot_block> origin_{};  // column of the rows below, which are not yet permuted
    Pivots pivots_;
};

// Columns begin..end of L D in rows first..last become L; L D goes to scratch.
double divide_by_diagonal(const FrontColumns& front, int begin, int end, int panel_begin, int first, int last) {
    const auto ld = static_cast<std::size_t>(front.rows);
    double growth = 0.0;
    for (int j = begin; j < end; ++j) {
        double* const a = front.a + j * ld;
        double* const x = front.scratch + (j - panel_begin) * ld;
        if (front.subdiagonal[j] == 0.0) {
            const double inverse = 1.0 / front.diagonal[j];
#pragma omp simd reduction(max : growth)
            for (int i = first; i < last; ++i) {
                const double value = a[i];
                const double l = value * inverse;
                x[i] = value;
                a[i] = l;
                growth = std::max(growth, std::abs(value * l));
            }
            continue;
        }
        double* const a2 = a + ld;
        double* const x2 = x + ld;
        const double b = front.subdiagonal[j];
        const double ratio_a = front.diagonal[j] / b;
        const double ratio_c = front.diagonal[j + 1] / b;
        const double scale = 1.0 / (b * (ratio_a * ratio_c - 1.0));
        for (int i = first; i < last; ++i) {
            const double v1 = a[i];
            const double v2 = a2[i];
            const double l1 = scale * (ratio_c * v1 - v2);
            const double l2 = scale * (ratio_a * v2 - v1);
            x[i] = v1;
            x2[i] = v2;
            a[i] = l1;
            a2[i] = l2;
            growth = std::max(growth, std::abs(v1 * l1 + v2 * l2));
        }
        ++j;
    }
    return growth;
}

void exchange_columns(const FrontColumns& front, int begin, int end, int first, int last) {
    const auto ld = static_cast<std::size_t>(front.rows);
    for (int j = begin; j < end; ++j) {
        if (front.swapped[j] == j) continue;
        double* const a = front.a + j * ld;
        std::swap_ranges(a + first, a + last, front.a + front.swapped[j] * ld + first);
    }
}

}  // namespace

void Pivots::add(const Pivots& other) {
    negative += other.negative;
    replaced += other.replaced;
    growth = std::max(growth, other.growth);
}

Pivots factor_diagonal_block(const FrontColumns& front, int begin, int end) {
    Pivots pivots;
    const auto ld = static_cast<std::size_t>(front.rows);
    for (int b = begin; b < end; b += pivot_block) {
        const int block_end = std::min(b + pivot_block, end);
        pivots.add(PivotBlock(front, b, block_end).factor());
        const int left = end - block_end;
        if (left == 0) break;
        exchange_columns(front, b, block_end, block_end, end);
        divide_by_transposed(left, block_end - b, front.a + b * ld + b, front.rows, front.a + b * ld + block_end,
                             front.rows);
        pivots.growth = std::max(pivots.growth, divide_by_diagonal(front, b, block_end, begin, block_end, end));
        constexpr int tile = 64;
        for (int c = block_end; c < end; c += tile) {
            subtract_product(end - c, std::min(tile, end - c), block_end - b, front.scratch + (b - begin) * ld + c,
                             front.rows, front.a + b * ld + c, front.rows, 1.0, front.a + c * ld + c, front.rows);
        }
    }
    return pivots;
}

Pivots finish_rows(const FrontColumns& front, int begin, int end, int first_row, int last_row) {
    const auto ld = static_cast<std::size_t>(front.rows);
    exchange_columns(front, begin, end, first_row, last_row);
    divide_by_transposed(last_row - first_row, end - begin, front.a + begin * ld + begin, front.rows,
                         front.a + begin * ld + first_row, front.rows);
    return {.growth = divide_by_diagonal(front, begin, end, begin, first_row, last_row)};
}

}  // namespace spondyl::multifrontal
