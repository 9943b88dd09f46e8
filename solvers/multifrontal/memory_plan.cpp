// SPDX-License-Identifier: Apache-2.0
#include "solvers/multifrontal/memory_plan.hpp"

#include <algorithm>

#include "solvers/multifrontal/blocking.hpp"
#include "solvers/multifrontal/contribution.hpp"
#include "solvers/multifrontal/space.hpp"

namespace spondyl::multifrontal {

void plan_memory(Symbolic& symbolic) {
    for (Unit& unit : symbolic.units) {
        Space space;
        for (int f = unit.first; f <= unit.last; ++f) {
            Front& front = symbolic.fronts[f];
            if (f < unit.last) front.contribution = space.take(ContributionLayout{front.contribution_rows()}.size());
            const auto columns = static_cast<std::size_t>(std::min(front.pivots, panel_columns));
            front.scratch = space.take(static_cast<std::size_t>(front.rows) * columns);
            space.give_back(front.scratch);
            for (int c = front.first_child; c < symbolic.fronts[f + 1].first_child; ++c) {
                const int child = symbolic.children[c];
                if (child >= unit.first) space.give_back(symbolic.fronts[child].contribution);
            }
        }
        unit.work = space.extent();
    }
    // In the order of a single thread.
    Space space;
    std::vector<std::size_t> passed_on(symbolic.units.size());
    std::vector<std::vector<std::size_t>> children(symbolic.units.size());
    for (std::size_t u = 0; u < symbolic.units.size(); ++u) {
        const Unit& unit = symbolic.units[u];
        passed_on[u] = space.take(ContributionLayout{symbolic.fronts[unit.last].contribution_rows()}.size());
        space.give_back(space.take(unit.work));
        for (const std::size_t c : children[u]) space.give_back(passed_on[c]);
        if (unit.parent >= 0) children[unit.parent].push_back(u);
    }
    symbolic.work_size = space.extent();
}

}  // namespace spondyl::multifrontal
