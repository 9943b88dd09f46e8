// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/symbolic.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

#include "core/error.hpp"
#include "solvers/multifrontal/amalgamation.hpp"
#include "solvers/multifrontal/memory_plan.hpp"

namespace spondyl::multifrontal {

namespace {

// Pivots of each front become consecutive positions, fronts in order.
std::vector<int> regroup(const Supernodes& nodes, Symbolic& symbolic) {
    const std::size_t count = nodes.parent.size();
    symbolic.fronts.assign(count + 1, {});
    for (const int node : nodes.of_position) ++symbolic.fronts[node].pivots;
    int first = 0;
    std::vector<int> next;
    for (std::size_t f = 0; f <= count; ++f) {
        symbolic.fronts[f].first = first;
        next.push_back(first);
        first += symbolic.fronts[f].pivots;
        if (f < count) symbolic.fronts[f].parent = nodes.parent[f];
    }
    std::vector<int> place(nodes.of_position.size());
    for (std::size_t j = 0; j < place.size(); ++j) place[j] = next[nodes.of_position[j]]++;
    return place;
}

void list_children(Symbolic& symbolic) {
    const int count = symbolic.front_count();
    for (int f = 0; f < count; ++f) {
        if (symbolic.fronts[f].parent >= 0) ++symbolic.fronts[symbolic.fronts[f].parent + 1].first_child;
    }
    for (int f = 0; f < count; ++f) symbolic.fronts[f + 1].first_child += symbolic.fronts[f].first_child;
    symbolic.children.resize(static_cast<std::size_t>(symbolic.fronts[count].first_child));
    std::vector<int> next;
    next.reserve(static_cast<std::size_t>(count));
    for (int f = 0; f < count; ++f) next.push_back(symbolic.fronts[f].first_child);
    for (int f = 0; f < count; ++f) {
        if (symbolic.fronts[f].parent >= 0) symbolic.children[next[symbolic.fronts[f].parent]++] = f;
    }
}

// Rows of each front: its pivots, the rows to which the matrix couples them, and those of the children's contributions.
void list_rows(const Adjacency& later, Symbolic& symbolic) {
    std::vector<int> seen_by(static_cast<std::size_t>(symbolic.size), -1);
    std::vector<int> found;
    std::vector<int> place_of(static_cast<std::size_t>(symbolic.size));
    for (int f = 0; f < symbolic.front_count(); ++f) {
        Front& front = symbolic.fronts[f];
        const int end = front.first + front.pivots;
        found.clear();
        const auto meet = [&](int row) {
            if (row < end || seen_by[row] == f) return;
            seen_by[row] = f;
            found.push_back(row);
        };
        for (int e = later.start[front.first]; e < later.start[end]; ++e) meet(later.neighbour[e]);
        for (int c = front.first_child; c < symbolic.fronts[f + 1].first_child; ++c) {
            const Front& child = symbolic.fronts[symbolic.children[c]];
            for (int i = child.pivots; i < child.rows; ++i) meet(symbolic.rows[child.row_list + i]);
        }
        std::ranges::sort(found);
        front.rows = front.pivots + static_cast<int>(found.size());
        front.row_list = symbolic.rows.size();
        for (int i = 0; i < front.pivots; ++i) symbolic.rows.push_back(front.first + i);
        symbolic.rows.insert(symbolic.rows.end(), found.begin(), found.end());
    }
    for (int f = 0; f < symbolic.front_count(); ++f) {
        const Front& front = symbolic.fronts[f];
        for (int i = 0; i < front.rows; ++i) place_of[symbolic.rows[front.row_list + i]] = i;
        for (int c = front.first_child; c < symbolic.fronts[f + 1].first_child; ++c) {
            Front& child = symbolic.fronts[symbolic.children[c]];
            child.place_list = symbolic.place.size();
            for (int i = child.pivots; i < child.rows; ++i) {
                symbolic.place.push_back(place_of[symbolic.rows[child.row_list + i]]);
            }
        }
    }
}

void list_entries(const SymmetricMatrix& pattern, const std::vector<int>& position, const std::vector<int>& front_of,
                  Symbolic& symbolic) {
    std::vector<std::size_t> start(symbolic.fronts.size() + 1, 0);
    const auto for_each_entry = [&](auto visit) {
        for (int r = 0; r < pattern.size; ++r) {
            for (int e = pattern.row_start[r]; e < pattern.row_start[r + 1]; ++e) {
                const auto [low, high] = std::minmax(position[r], position[pattern.column[e]]);
                visit(e, low, high);
            }
        }
    };
    for_each_entry([&](int, int low, int) { ++start[front_of[low] + 1]; });
    for (std::size_t f = 0; f + 1 < start.size(); ++f) start[f + 1] += start[f];
    for (std::size_t f = 0; f < symbolic.fronts.size(); ++f) symbolic.fronts[f].first_entry = start[f];
    symbolic.entry.resize(pattern.column.size());
    symbolic.target.resize(pattern.column.size());
    std::vector<std::size_t> next(start);
    for_each_entry([&](int e, int low, int high) {
        const std::size_t at = next[front_of[low]]++;
        symbolic.entry[at] = e;
        const Front& front = symbolic.fronts[front_of[low]];
        const auto begin = symbolic.rows.begin() + static_cast<std::ptrdiff_t>(front.row_list);
        // Pivots are consecutive; rows behind them ascend.
        const std::ptrdiff_t row = high < front.first + front.pivots
                                       ? high - front.first
                                       : std::lower_bound(begin + front.pivots, begin + front.rows, high) - begin;
        symbolic.target[at] = static_cast<std::uint32_t>(static_cast<std::size_t>(low - front.first) *
                                                             static_cast<std::size_t>(front.rows) +
                                                         static_cast<std::size_t>(row));
    });
}

// Groups small subtrees into units, enough to keep many threads busy, with single fronts above them. Depends on the
// pattern alone.
void group_into_units(Symbolic& symbolic) {
    constexpr double share = 1.0 / 64.0;    // of all operations
    constexpr double smallest_share = 1e6;  // operations: below that a task costs more than it saves
    const double limit = std::max(share * symbolic.operations, smallest_share);
    const int count = symbolic.front_count();
    std::vector<double> subtree(static_cast<std::size_t>(count), 0.0);
    std::vector<int> first(static_cast<std::size_t>(count));  // front of the subtree
    for (int f = 0; f < count; ++f) {
        const Front& front = symbolic.fronts[f];
        first[f] = f;
        for (int c = front.first_child; c < symbolic.fronts[f + 1].first_child; ++c) {
            const int child = symbolic.children[c];
            subtree[f] += subtree[child];
            first[f] = std::min(first[f], first[child]);
        }
        subtree[f] += front.operations();
    }
    std::vector<int> unit_of(static_cast<std::size_t>(count), -1);
    for (int f = 0; f < count; ++f) {
        const int parent = symbolic.fronts[f].parent;
        const bool small = subtree[f] <= limit;
        if (small && parent >= 0 && subtree[parent] <= limit) continue;  // within a larger one
        unit_of[f] = static_cast<int>(symbolic.units.size());
        const int begin = small ? first[f] : f;
        const double operations = small ? subtree[f] : symbolic.fronts[f].operations();
        symbolic.units.push_back({.first = begin, .last = f, .operations = operations});
    }
    for (Unit& unit : symbolic.units) {
        const int parent = symbolic.fronts[unit.last].parent;
        if (parent < 0) continue;
        unit.parent = unit_of[parent];
        ++symbolic.units[unit.parent].children;
    }
}

}  // namespace

double Front::operations() const {
    return elimination_operations(rows, pivots);
}

Symbolic analyse(const SymmetricMatrix& pattern, const std::vector<int>& position) {
    Symbolic symbolic;
    symbolic.size = pattern.size;
    const EliminationTree tree = elimination_tree(pattern, position);
    const Supernodes nodes = supernodes(tree);
    symbolic.smallest_operations = nodes.smallest_operations;
    const std::vector<int> place = regroup(nodes, symbolic);
    std::vector<int> final_position(tree.position.size());
    std::vector<int> front_of(tree.position.size());
    symbolic.equation.resize(tree.position.size());
    for (std::size_t i = 0; i < tree.position.size(); ++i) {
        final_position[i] = place[tree.position[i]];
        front_of[final_position[i]] = nodes.of_position[tree.position[i]];
        symbolic.equation[final_position[i]] = static_cast<int>(i);
    }
    list_children(symbolic);
    list_rows(adjacency(pattern, final_position, Triangle::later), symbolic);
    for (Front& front : symbolic.fronts) {
        front.factor = symbolic.factor_size;
        const std::size_t size = static_cast<std::size_t>(front.rows) * static_cast<std::size_t>(front.pivots);
        SPONDYL_ASSERT(size <= std::numeric_limits<std::uint32_t>::max(), "a front of {} x {}", front.rows,
                       front.pivots);
        constexpr std::size_t alignment = 8;  // doubles: a cache line
        symbolic.factor_size += (size + alignment - 1) / alignment * alignment;
        front.solve_scratch = symbolic.solve_size;
        symbolic.solve_size += static_cast<std::size_t>(front.contribution_rows());
        symbolic.operations += front.operations();
    }
    list_entries(pattern, final_position, front_of, symbolic);
    group_into_units(symbolic);
    plan_memory(symbolic);
    return symbolic;
}

}  // namespace spondyl::multifrontal
