// SPDX-License-Identifier: Apache-2.0
#include "models/result/restart.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/system/kinematics.hpp"
#include "models/result/check_state.hpp"

namespace spondyl {

namespace {

[[noreturn]] void refuse(const std::string& why) {
    throw UserError(fmt::format("the result cannot be resumed: {}; run without --resume to start anew", why));
}

bool finite(const std::vector<double>& values) {
    return std::ranges::all_of(values, [](double v) { return std::isfinite(v); });
}

template <class Matrix>
bool finite(const std::vector<Matrix>& values) {
    return std::ranges::all_of(values, [](const Matrix& v) { return v.allFinite(); });
}

bool proper(const std::vector<Mat3>& rotations) {
    constexpr double tolerance = 1e-6;
    return std::ranges::all_of(rotations, [](const Mat3& r) {
        return (r * r.transpose() - Mat3::Identity()).norm() < tolerance && r.determinant() > 0.0;
    });
}

void check_path(const PathPosition& path, const State& like) {
    if (path.start.size() != like.loads.size() || path.target.size() != like.loads.size() || !finite(path.start) ||
        !finite(path.target) || !std::isfinite(path.start_time) || path.start_time < 0.0 || !(path.increment > 0.0) ||
        path.increment > 1.0 || path.points.empty() || path.points.size() > 3) {
        refuse("its place in the load step is damaged");
    }
    double before = -1.0;
    for (const PathPosition::Point& point : path.points) {
        check_state(point.state, like, "a state of its load step", &point == &path.points.back());
        if (!(point.fraction > before) || point.fraction < 0.0 || point.fraction >= 1.0)
            refuse("its place in the load step is damaged");
        before = point.fraction;
    }
}

}  // namespace

void check_state(const State& state, const State& like, const std::string& what, bool with_history) {
    if (state.positions.size() != like.positions.size() ||
        state.body_translation.size() != like.body_translation.size() ||
        state.body_rotation.size() != like.body_rotation.size() || state.scalars.size() != like.scalars.size() ||
        state.iterates.size() != like.iterates.size() || state.loads.size() != like.loads.size() ||
        state.history.size() != (with_history ? like.history.size() : 0)) {
        refuse(fmt::format("{} is of another model", what));
    }
    if (!finite(state.positions) || !finite(state.body_translation) || !finite(state.body_rotation) ||
        !finite(state.scalars) || !finite(state.iterates) || !finite(state.history) || !finite(state.loads) ||
        !(state.step.time >= 0.0) || !(state.step.dt >= 0.0) || !proper(state.body_rotation)) {
        refuse(fmt::format("{} holds numbers that no state has", what));
    }
}

void check_restart(const Restart& restart, const Kinematics& kinematics, std::size_t steps) {
    if (restart.finished < 0 || static_cast<std::size_t>(restart.finished) >= steps)
        refuse(fmt::format("{} finished steps of {}", restart.finished, steps));
    const State like = kinematics.rest();
    check_state(restart.settled, like, "the settled state");
    check_state(restart.rest, like, "the state at rest");
    check_state(restart.state, like, "the last state");
    if (!std::isfinite(restart.external_work)) refuse("the work done is not finite");
    if (restart.path) check_path(*restart.path, like);
    if (restart.factored_at) check_state(*restart.factored_at, like, "the state of the factorisation");
    if (restart.released_at) check_state(*restart.released_at, like, "the state of the second factorisation");
}

}  // namespace spondyl
