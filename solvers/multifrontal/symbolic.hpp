// SPDX-License-Identifier: Apache-2.0
// The part of a multifrontal factorisation that follows from the pattern alone: fronts, their tree, the place of each
// number in memory, and what may run in parallel. Computed once per pattern.
//
// A front is a dense symmetric matrix over `rows` equations, of which the first `pivots` are fully summed and
// eliminated in it. The Schur complement of the others, the contribution, is added to the parent front (Duff and Reid
// 1983, doi:10.1145/356044.356047).
#pragma once

#include <cstdint>
#include <vector>

#include "core/system/sparse_matrix.hpp"

namespace spondyl::multifrontal {

struct Front {
    int first = 0;   // position of the first pivot; pivots are consecutive
    int pivots = 0;  // at least 1
    int rows = 0;
    int parent = -1;                // front; -1: a root
    std::size_t row_list = 0;       // in Symbolic::rows, `rows` positions, ascending
    std::size_t place_list = 0;     // in Symbolic::place, one row of the parent for each contribution row
    std::size_t factor = 0;         // in the factors: rows x pivots, by columns
    std::size_t contribution = 0;   // in the unit's work space (ContributionLayout); of its last front: elsewhere
    std::size_t scratch = 0;        // in the unit's work space: rows x min(pivots, panel_columns)
    std::size_t solve_scratch = 0;  // in the work space of a solve, per right-hand side: contribution rows
    std::size_t first_entry = 0;    // in Symbolic::entry and target, up to that of the next front
    int first_child = 0;            // in Symbolic::children, up to that of the next front
    [[nodiscard]] int contribution_rows() const { return rows - pivots; }
    [[nodiscard]] double operations() const;  // of the elimination, multiplications and additions
};

// A task of one thread: a whole subtree, fronts first..last in order, or a single front near a root.
struct Unit {
    int first = 0;
    int last = 0;
    int parent = -1;  // unit
    int children = 0;
    double operations = 0.0;
    std::size_t work = 0;  // doubles in use during the unit, without the contribution of its last front
};

struct Symbolic {
    int size = 0;
    std::vector<int> equation;  // at each position
    std::vector<Front> fronts;  // in postorder, and one more after the last that closes the ranges
    std::vector<int> rows;
    std::vector<int> place;
    std::vector<int> children;
    std::vector<int> entry;             // entries of the matrix, by front
    std::vector<std::uint32_t> target;  // and where in the front's rows x pivots each one goes
    std::vector<Unit> units;            // children before parents
    std::size_t factor_size = 0;        // doubles
    std::size_t work_size = 0;          // of one thread; several need more
    std::size_t solve_size = 0;
    double operations = 0.0;           // with the zeros in merged fronts
    double smallest_operations = 0.0;  // of this elimination order without any merging

    [[nodiscard]] int front_count() const { return static_cast<int>(fronts.size()) - 1; }
};

// `position`: of each equation in the elimination, a permutation.
Symbolic analyse(const SymmetricMatrix& pattern, const std::vector<int>& position);

}  // namespace spondyl::multifrontal
