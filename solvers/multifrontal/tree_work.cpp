// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/tree_work.hpp"

#include <algorithm>

#include "solvers/multifrontal/amalgamation.hpp"
#include "solvers/multifrontal/blocking.hpp"
#include "solvers/multifrontal/contribution.hpp"

namespace spondyl::multifrontal {

namespace {

// Panel after panel: diagonal block, one portion of rows, one tile.
double longest_of_front(const Front& front) {
    if (front.operations() <= large_front) return front.operations();
    const double strip = ContributionLayout{front.contribution_rows()}.width();
    double sum = 0.0;
    for (int begin = 0; begin < front.pivots; begin += panel_columns) {
        const int end = std::min(begin + panel_columns, front.pivots);
        const double width = end - begin;
        const double below = front.rows - end;
        sum += elimination_operations(end - begin, end - begin);
        sum += std::min<double>(row_portion, below) * width * width;
        sum += 2.0 * std::min<double>(tile_rows, below) * std::min(strip, below) * width;
    }
    return std::min(sum, front.operations());
}

}  // namespace

TreeWork tree_work(const Symbolic& symbolic) {
    TreeWork work{.total = symbolic.operations};
    std::vector<double> before(symbolic.units.size(), 0.0);  // the longest chain below a unit
    for (std::size_t u = 0; u < symbolic.units.size(); ++u) {
        const Unit& unit = symbolic.units[u];
        double chain = before[u];
        for (int f = unit.first; f <= unit.last; ++f) chain += longest_of_front(symbolic.fronts[f]);
        work.longest = std::max(work.longest, chain);
        if (unit.parent >= 0) before[unit.parent] = std::max(before[unit.parent], chain);
    }
    return work;
}

}  // namespace spondyl::multifrontal
