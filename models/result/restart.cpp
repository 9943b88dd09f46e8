// SPDX-License-Identifier: Apache-2.0
#include "models/result/restart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/system/check_state.hpp"
#include "core/system/kinematics.hpp"

namespace spondyl {

namespace {

bool finite(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

void check_path(const PathPosition& path, const State& like) {
    if (path.start.size() != like.loads.size() || path.target.size() != like.loads.size() || !finite(path.start) ||
        !finite(path.target) || !std::isfinite(path.start_time) || path.start_time < 0.0 || !(path.increment > 0.0) ||
        path.increment > 1.0 || path.points.empty() || path.points.size() > 3) {
        refuse_restart("its position in the load step is damaged");
    }
    double before = -1.0;
    for (const PathPosition::Point& point : path.points) {
        check_state(point.state, like, "a state of its load step", &point == &path.points.back());
        if (!(point.fraction > before) || point.fraction < 0.0 || point.fraction >= 1.0)
            refuse_restart("its position in the load step is damaged");
        before = point.fraction;
    }
}

}  // namespace

void check_restart(const Restart& restart, const Kinematics& kinematics, std::size_t steps) {
    if (restart.finished < 0 || static_cast<std::size_t>(restart.finished) >= steps)
        refuse_restart(fmt::format("{} finished steps of {}", restart.finished, steps));
    const State like = kinematics.rest();
    check_state(restart.settled, like, "the settled state");
    check_state(restart.rest, like, "the state at rest");
    check_state(restart.state, like, "the last state");
    if (!std::isfinite(restart.external_work)) refuse_restart("the work done is not finite");
    if (restart.path) check_path(*restart.path, like);
    if (restart.factored_at) check_state(*restart.factored_at, like, "the state of the factorisation");
    if (restart.released_at) check_state(*restart.released_at, like, "the state of the second factorisation");
}

}  // namespace spondyl
