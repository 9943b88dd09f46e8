// SPDX-License-Identifier: Apache-2.0
// A model that is its own mirror image has a tangent that commutes with the reflection. In a symmetry-adapted basis,
// vectors that the reflection leaves as they are (even) and vectors whose sign it changes (odd), such a tangent is
// block diagonal (Healey and Treacy 1991, International Journal for Numerical Methods in Engineering 31; Zingoni 2005,
// Finite Elements in Analysis and Design 41:615-635): two factorisations of half the size, of which symmetric forces
// need one (docs/adr/0054).
#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "core/error.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/symmetry_class.hpp"

namespace spondyl {

namespace {

double squared_norm(const double* x, std::size_t size) {
    return Eigen::Map<const Eigen::VectorXd>(x, static_cast<Eigen::Index>(size)).squaredNorm();
}

class SymmetryAdaptedSolver final : public LinearSolver {
  public:
    SymmetryAdaptedSolver(std::string inner, Symmetry symmetry, Reflection reflection)
        : inner_(std::move(inner)), symmetry_(symmetry), reflection_(std::move(reflection)) {}

    [[nodiscard]] std::string name() const override { return inner_; }

    // The rest is analysed when it is known whether the values are symmetric.
    void analyse(const SymmetricMatrix& pattern) override {
        SPONDYL_ASSERT(pattern.size == static_cast<int>(equations()), "the reflection has {} equations, not {}",
                       equations(), pattern.size);
        find_images(pattern);
        blocks_.clear();
        whole_.reset();
        odd_is_checked_ = false;
    }

    FactorInfo factor(const SymmetricMatrix& matrix) override {
        is_split_ = is_symmetric(matrix);
        // Only one of the two is kept: each may fill the memory.
        if (!is_split_) {
            blocks_.clear();
            if (!whole_) whole_ = analysed(matrix);
            return whole_->factor(matrix);
        }
        whole_.reset();
        if (blocks_.empty()) add_blocks(matrix);
        for (Block& block : blocks_) {
            block.part.restrict_values(matrix);
            block.factored = false;
        }
        // The odd block is factored where an odd force needs it, and once in the beginning, since otherwise something
        // that can move freely out of the plane would go unnoticed.
        FactorInfo info;
        for (Block& block : blocks_) {
            if (&block != &blocks_.front() && odd_is_checked_) break;
            const FactorInfo more = factor_block(block);
            info.operations += more.operations;
            info.replaced_pivots += more.replaced_pivots;
        }
        odd_is_checked_ = true;
        return info;
    }

    int negative_pivots() override {
        if (!is_split_) return whole_->negative_pivots();
        int sum = 0;
        for (Block& block : blocks_) {
            if (!block.factored) factor_block(block);
            sum += block.solver->negative_pivots();
        }
        return sum;
    }

    void solve(std::span<double> right_hand_sides) override {
        if (!is_split_) {
            whole_->solve(right_hand_sides);
            return;
        }
        squares_.resize(right_hand_sides.size() / equations());
        for (std::size_t n = 0; n < squares_.size(); ++n) {
            squares_[n] = squared_norm(right_hand_sides.data() + n * equations(), equations());
        }
        for (Block& block : blocks_) restrict_forces(right_hand_sides, block);
        std::ranges::fill(right_hand_sides, 0.0);
        for (Block& block : blocks_) {
            if (block.right_hand_side.empty()) continue;
            if (!block.factored) factor_block(block);
            block.solver->solve(block.values);
            const auto size = static_cast<std::size_t>(block.part.matrix.size);
            for (std::size_t n = 0; n < block.right_hand_side.size(); ++n) {
                block.part.add_to_vector(block.values.data() + n * size,
                                         right_hand_sides.data() + block.right_hand_side[n] * equations());
            }
        }
    }

  private:
    struct Block {
        SymmetryClass part;
        std::unique_ptr<LinearSolver> solver;
        bool factored = false;
        std::vector<std::size_t> right_hand_side;  // which ones have a component in the class
        std::vector<double> values;                // those components, one after the other
    };

    [[nodiscard]] std::size_t equations() const { return reflection_.partner.size(); }

    [[nodiscard]] std::unique_ptr<LinearSolver> analysed(const SymmetricMatrix& pattern) const {
        auto solver = make_linear_solver(inner_, symmetry_);
        solver->analyse(pattern);
        return solver;
    }

    void add_blocks(const SymmetricMatrix& pattern) {
        std::vector<Block> blocks;
        for (const double parity : {1.0, -1.0}) {
            SymmetryClass part(reflection_, parity);
            if (part.matrix.size == 0) continue;
            part.restrict_pattern(pattern);
            auto solver = analysed(part.matrix);
            blocks.push_back(
                {.part = std::move(part), .solver = std::move(solver), .right_hand_side = {}, .values = {}});
        }
        blocks_ = std::move(blocks);
    }

    FactorInfo factor_block(Block& block) {
        const FactorInfo info = block.solver->factor(block.part.matrix);
        block.factored = true;
        return info;
    }

    // Components below `rounding` times the force are left out: the residual of a symmetric state has them.
    void restrict_forces(std::span<const double> right_hand_sides, Block& block) const {
        constexpr double rounding = 1e-9;
        const auto size = static_cast<std::size_t>(block.part.matrix.size);
        block.right_hand_side.clear();
        block.values.clear();
        block.values.reserve(squares_.size() * size);
        for (std::size_t n = 0; n < squares_.size(); ++n) {
            const std::size_t begin = block.values.size();
            block.values.resize(begin + size, 0.0);
            block.part.restrict_vector(right_hand_sides.data() + n * equations(), block.values.data() + begin);
            const double part = squared_norm(block.values.data() + begin, size);
            if (part <= rounding * rounding * squares_[n] && std::isfinite(squares_[n])) {
                block.values.resize(begin);
            } else {
                block.right_hand_side.push_back(n);
            }
        }
    }

    void find_images(const SymmetricMatrix& pattern) {
        image_.assign(pattern.column.size(), -1);
        for (int r = 0; r < pattern.size; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                const auto [row, column] =
                    std::minmax(reflection_.partner[r], reflection_.partner[pattern.column[e]], std::less<>());
                const auto first = pattern.column.begin() + pattern.row_start[row];
                const auto last = pattern.column.begin() + pattern.row_start[row + 1];
                const auto found = std::lower_bound(first, last, column);
                if (found != last && *found == column) image_[e] = static_cast<int>(found - pattern.column.begin());
            }
        }
    }

    // Whether entries differ from their images by rounding only, compared with the geometric mean of the diagonals of
    // their row and column.
    [[nodiscard]] bool is_symmetric(const SymmetricMatrix& k) const {
        constexpr double rounding = 1e-9;
        const auto diagonal = [&](int r) {
            const int e = k.row_start[r];
            return e < k.row_start[r + 1] && k.column[e] == r ? std::abs(k.value[e]) : 0.0;
        };
        for (int r = 0; r < k.size; ++r) {
            const bool from_the_other_side = reflection_.partner[r] < r;
            for (int e = k.row_start[r]; e < k.row_start[r + 1]; ++e) {
                if (from_the_other_side && image_[e] >= 0) continue;  // compared there
                const int c = k.column[e];
                const double image = image_[e] < 0 ? 0.0 : k.value[image_[e]];
                const double difference = k.value[e] - reflection_.sign[r] * reflection_.sign[c] * image;
                // Also false for numbers that are none.
                if (!(difference * difference <= rounding * rounding * diagonal(r) * diagonal(c))) return false;
            }
        }
        return true;
    }

    std::string inner_;
    Symmetry symmetry_;
    Reflection reflection_;
    std::vector<int> image_;  // of each entry of the matrix; -1: outside of the pattern
    bool is_split_ = false;
    bool odd_is_checked_ = false;
    std::vector<Block> blocks_;            // even, odd; empty before the first symmetric matrix
    std::vector<double> squares_;          // of the right-hand sides being solved for: their squared norms
    std::unique_ptr<LinearSolver> whole_;  // for matrices that are not symmetric; null before the first
};

}  // namespace

std::unique_ptr<LinearSolver> make_linear_solver(const std::string& name, Symmetry symmetry,
                                                 std::optional<Reflection> reflection) {
    if (!reflection) return make_linear_solver(name, symmetry);
    return std::make_unique<SymmetryAdaptedSolver>(name, symmetry, std::move(*reflection));
}

}  // namespace spondyl
