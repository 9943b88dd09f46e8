// SPDX-License-Identifier: Apache-2.0
#include "core/system/check_state.hpp"

#include <fmt/format.h>

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/error.hpp"

namespace spondyl {

namespace {

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

}  // namespace

void refuse_restart(const std::string& why) {
    throw UserError(fmt::format("the result cannot be resumed: {}; run without --resume to start anew", why));
}

void check_state(const State& state, const State& like, const std::string& what, bool with_history) {
    if (state.positions.size() != like.positions.size() ||
        state.body_translation.size() != like.body_translation.size() ||
        state.body_rotation.size() != like.body_rotation.size() || state.scalars.size() != like.scalars.size() ||
        state.iterates.size() != like.iterates.size() || state.loads.size() != like.loads.size() ||
        state.history.size() != (with_history ? like.history.size() : 0)) {
        refuse_restart(fmt::format("{} belongs to another model", what));
    }
    if (!finite(state.positions) || !finite(state.body_translation) || !finite(state.body_rotation) ||
        !finite(state.scalars) || !finite(state.iterates) || !finite(state.history) || !finite(state.loads) ||
        !(state.step.time >= 0.0) || !(state.step.dt >= 0.0) || !proper(state.body_rotation)) {
        refuse_restart(fmt::format("{} holds impossible numbers", what));
    }
}

}  // namespace spondyl
