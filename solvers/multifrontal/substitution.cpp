// SPDX-License-Identifier: Apache-2.0
// Forward and backward substitution: up the tree with L^-1 and D^-1, down with L^-T.
#include <algorithm>

#include "solvers/multifrontal/blas.hpp"
#include "solvers/multifrontal/factorisation.hpp"

namespace spondyl::multifrontal {

namespace {

constexpr double one = 1.0;
constexpr double minus_one = -1.0;
constexpr int step = 1;

// x = L^-1 x or L^-T x.
void divide(const char* transpose, int n, int count, const double* l, int ldl, double* x, int ldx) {
    if (count == 1) {
        dtrsv_("L", transpose, "U", &n, l, &ldl, x, &step);
    } else {
        dtrsm_("L", "L", transpose, "U", &n, &count, &one, l, &ldl, x, &ldx);
    }
}

// y -= A x, A m x n.
void subtract(int m, int n, int count, const double* a, int lda, const double* x, int ldx, double* y, int ldy) {
    if (count == 1) {
        dgemv_("N", &m, &n, &minus_one, a, &lda, x, &step, &one, y, &step);
    } else {
        dgemm_("N", "N", &m, &count, &n, &minus_one, a, &lda, x, &ldx, &one, y, &ldy);
    }
}

// x -= A^T y, A m x n.
void subtract_transposed(int m, int n, int count, const double* a, int lda, const double* y, int ldy, double* x,
                         int ldx) {
    if (count == 1) {
        dgemv_("T", &m, &n, &minus_one, a, &lda, y, &step, &one, x, &step);
    } else {
        dgemm_("T", "N", &n, &count, &m, &minus_one, a, &lda, y, &ldy, &one, x, &ldx);
    }
}

}  // namespace

bool Factorisation::is_idle(int f, int count) const {
    const Front& front = symbolic_.fronts[f];
    for (int c = front.first_child; c < symbolic_.fronts[f + 1].first_child; ++c) {
        if (idle_[symbolic_.children[c]] == 0) return false;
    }
    for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
        const double* const column = solution_.data() + front.first + r * static_cast<std::size_t>(symbolic_.size);
        if (!std::all_of(column, column + front.pivots, [](double x) { return x == 0.0; })) return false;
    }
    return true;
}

void Factorisation::forward(int f, int count) {
    const Front& front = symbolic_.fronts[f];
    const FrontColumns columns = columns_of(front);
    const int left = front.contribution_rows();
    double* const x = solution_.data() + front.first;  // count columns, symbolic_.size apart
    double* const y = solve_work_.data() + front.solve_scratch * static_cast<std::size_t>(count);
    idle_[f] = is_idle(f, count) ? 1 : 0;
    if (idle_[f] != 0) return;
    std::fill_n(y, static_cast<std::size_t>(left) * static_cast<std::size_t>(count), 0.0);
    for (int c = front.first_child; c < symbolic_.fronts[f + 1].first_child; ++c) {
        if (idle_[symbolic_.children[c]] != 0) continue;
        const Front& child = symbolic_.fronts[symbolic_.children[c]];
        const int rows = child.contribution_rows();
        const int* const place = symbolic_.place.data() + child.place_list;
        const int within = static_cast<int>(std::lower_bound(place, place + rows, front.pivots) - place);
        const double* from = solve_work_.data() + child.solve_scratch * static_cast<std::size_t>(count);
        for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r, from += rows) {
            double* const to_x = x + r * static_cast<std::size_t>(symbolic_.size);
            double* const to_y = y + r * static_cast<std::size_t>(left) - front.pivots;
            for (int i = 0; i < within; ++i) to_x[place[i]] += from[i];
            for (int i = within; i < rows; ++i) to_y[place[i]] += from[i];
        }
    }
    for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
        double* const column = x + r * static_cast<std::size_t>(symbolic_.size);
        for (int j = 0; j < front.pivots; ++j) std::swap(column[j], column[columns.swapped[j]]);
    }
    divide("N", front.pivots, count, columns.a, front.rows, x, symbolic_.size);
    if (left > 0) {
        subtract(left, front.pivots, count, columns.a + front.pivots, front.rows, x, symbolic_.size, y, left);
    }
    for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
        double* const column = x + r * static_cast<std::size_t>(symbolic_.size);
        for (int j = 0; j < front.pivots; ++j) {
            const double b = columns.subdiagonal[j];
            if (b == 0.0) {
                column[j] /= columns.diagonal[j];
                continue;
            }
            const double ratio_a = columns.diagonal[j] / b;
            const double ratio_c = columns.diagonal[j + 1] / b;
            const double scale = 1.0 / (b * (ratio_a * ratio_c - 1.0));
            const double x1 = column[j];
            const double x2 = column[j + 1];
            column[j] = scale * (ratio_c * x1 - x2);
            column[j + 1] = scale * (ratio_a * x2 - x1);
            ++j;
        }
    }
}

void Factorisation::backward(int f, int count) {
    const Front& front = symbolic_.fronts[f];
    const FrontColumns columns = columns_of(front);
    const int left = front.contribution_rows();
    double* const x = solution_.data() + front.first;
    double* const y = solve_work_.data() + front.solve_scratch * static_cast<std::size_t>(count);
    const int* const rows = symbolic_.rows.data() + front.row_list + front.pivots;
    for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
        const double* const from = solution_.data() + r * static_cast<std::size_t>(symbolic_.size);
        double* const to = y + r * static_cast<std::size_t>(left);
        for (int i = 0; i < left; ++i) to[i] = from[rows[i]];
    }
    if (left > 0) {
        subtract_transposed(left, front.pivots, count, columns.a + front.pivots, front.rows, y, left, x,
                            symbolic_.size);
    }
    divide("T", front.pivots, count, columns.a, front.rows, x, symbolic_.size);
    for (std::size_t r = 0; r < static_cast<std::size_t>(count); ++r) {
        double* const column = x + r * static_cast<std::size_t>(symbolic_.size);
        for (int j = front.pivots - 1; j >= 0; --j) std::swap(column[j], column[columns.swapped[j]]);
    }
}

void Factorisation::solve(double* right_hand_sides, int count) {
    constexpr int at_once = 16;
    const auto size = static_cast<std::size_t>(symbolic_.size);
    for (int done = 0; done < count; done += at_once) {
        const int now = std::min(at_once, count - done);
        solution_.resize(size * static_cast<std::size_t>(now));
        solve_work_.resize(symbolic_.solve_size * static_cast<std::size_t>(now));
        double* const columns = right_hand_sides + static_cast<std::size_t>(done) * size;
        for (std::size_t r = 0; r < static_cast<std::size_t>(now); ++r) {
            for (std::size_t p = 0; p < size; ++p) {
                solution_.data()[r * size + p] = scale_[p] * columns[r * size + symbolic_.equation[p]];
            }
        }
        const bool parallel = worth_threads(4.0 * static_cast<double>(symbolic_.factor_size) * now);
        tasks_.children_first(parallel, [&](const Unit& unit) {
            for (int f = unit.first; f <= unit.last; ++f) forward(f, now);
        });
        tasks_.parents_first(parallel, [&](const Unit& unit) {
            for (int f = unit.last; f >= unit.first; --f) backward(f, now);
        });
        for (std::size_t r = 0; r < static_cast<std::size_t>(now); ++r) {
            for (std::size_t p = 0; p < size; ++p) {
                columns[r * size + symbolic_.equation[p]] = scale_[p] * solution_.data()[r * size + p];
            }
        }
    }
}

}  // namespace spondyl::multifrontal
