// SPDX-License-Identifier: Apache-2.0
#include "models/equilibrium/vertebral_stiffness.hpp"

#include <Eigen/Cholesky>

namespace spondyl {

namespace {

std::vector<Eigen::Index> rows(Eigen::Index bodies, Eigen::Index first) {
    std::vector<Eigen::Index> list;
    for (Eigen::Index b = 0; b < bodies; ++b) {
        for (Eigen::Index c = 0; c < 3; ++c) list.push_back(6 * b + first + c);
    }
    return list;
}

}  // namespace

VertebralStiffness::VertebralStiffness(const SpineModel& released) : released_(released), tangent_(released.system()) {
    const Kinematics& k = released.system().kinematics;
    for (std::size_t v = 0; v + 1 < released.mesh().vertebrae.size(); ++v) {
        for (int c = 0; c < 6; ++c) equations_.push_back(k.body_dof(released.body(v), c));
    }
}

Eigen::MatrixXd VertebralStiffness::matrix(State state, const std::vector<MuscleSample>& samples) {
    const BodyLoadIds& ids = released_.body_loads();
    for (std::size_t m = 0; m < samples.size(); ++m) {
        state.loads[static_cast<std::size_t>(ids.tension[m])] = samples[m].tension;
    }
    state.loads[static_cast<std::size_t>(ids.gain)] = 0.0;
    tangent_.factor(state);
    return tangent_.condensed_stiffness(equations_);
}

Eigen::MatrixXd VertebralStiffness::pulls(const std::vector<MuscleSample>& samples) const {
    Eigen::MatrixXd all =
        Eigen::MatrixXd::Zero(static_cast<Eigen::Index>(equations_.size()), static_cast<Eigen::Index>(samples.size()));
    for (std::size_t m = 0; m < samples.size(); ++m) {
        for (const auto& [equation, coefficient] : samples[m].pull) {
            for (std::size_t i = 0; i < equations_.size(); ++i) {
                if (equations_[i] != equation) continue;
                all(static_cast<Eigen::Index>(i), static_cast<Eigen::Index>(m)) += coefficient;
            }
        }
    }
    return all;
}

SpinStiffness::SpinStiffness(const Eigen::MatrixXd& vertebral) {
    const Eigen::Index bodies = vertebral.rows() / 6;
    const std::vector<Eigen::Index> t = rows(bodies, 0);
    const std::vector<Eigen::Index> r = rows(bodies, 3);
    const Eigen::MatrixXd tr = vertebral(t, r);
    const Eigen::MatrixXd tt = vertebral(t, t);
    carried_ = tt.ldlt().solve(tr).transpose();
    const Eigen::MatrixXd schur = vertebral(r, r) - carried_ * tr;
    stiffness = 0.5 * (schur + schur.transpose());
}

Eigen::MatrixXd SpinStiffness::moments_of(const Eigen::MatrixXd& forces) const {
    const Eigen::Index bodies = forces.rows() / 6;
    return forces(rows(bodies, 3), Eigen::all) - carried_ * forces(rows(bodies, 0), Eigen::all);
}

}  // namespace spondyl
