// SPDX-License-Identifier: Apache-2.0
#include "core/system/kinematics.hpp"

#include "core/error.hpp"
#include "core/system/rotation.hpp"

namespace spondyl {

int Kinematics::add_nodes(std::span<const Vec3> positions) {
    const int first = node_count();
    reference_.insert(reference_.end(), positions.begin(), positions.end());
    body_of_.resize(reference_.size(), -1);
    inactive_.resize(reference_.size(), 0);
    joint_of_.resize(reference_.size(), -1);
    share_.resize(reference_.size(), 0.0);
    return first;
}

int Kinematics::add_body(const Vec3& centre) {
    body_centre_.push_back(centre);
    return body_count() - 1;
}

void Kinematics::tie(int node, int body) {
    SPONDYL_ASSERT(body_of_[node] < 0 || body_of_[node] == body, "node {} is tied to two bodies", node);
    body_of_[node] = body;
}

int Kinematics::add_joint(int parent, int child, const Vec3& centre) {
    for (const Joint& joint : joints_) {
        SPONDYL_ASSERT(joint.child != child, "body {} is the child of two joints", child);
        SPONDYL_ASSERT(joint.parent != child, "the joint above body {} was added before the one below", child);
    }
    joints_.push_back({parent, child, centre});
    return static_cast<int>(joints_.size()) - 1;
}

void Kinematics::carry(int node, int joint, double share) {
    joint_of_[node] = joint;
    share_[node] = share;
}

int Kinematics::add_scalar() {
    return scalar_count_++;
}

int Kinematics::add_iterates(int count) {
    const int first = iterate_count_;
    iterate_count_ += count;
    return first;
}

int Kinematics::add_history(int count) {
    const int first = history_count_;
    history_count_ += count;
    return first;
}

LoadId Kinematics::add_load() {
    return load_count_++;
}

void Kinematics::prescribe(int node, int component, LoadId load, double coefficient) {
    node_prescriptions_.push_back({node, component, load, coefficient});
}

void Kinematics::prescribe_translation(int body, int component, LoadId load, double coefficient) {
    translation_prescriptions_.push_back({body, component, load, coefficient});
}

void Kinematics::prescribe_rotation(int body, LoadId load, const Vec3& axis) {
    RotationPrescription prescription{.body = body, .loads = {load, -1, -1}};
    prescription.axes.col(0) = axis;
    rotation_prescriptions_.push_back(prescription);
}

void Kinematics::prescribe_rotation(int body, const std::array<LoadId, 3>& rotation_vector) {
    rotation_prescriptions_.push_back({body, rotation_vector, Mat3::Identity()});
}

void Kinematics::deactivate(int node) {
    inactive_[node] = 1;
}

void Kinematics::number() {
    constexpr int unset = -1;
    constexpr int prescribed = -2;
    node_dof_.assign(3 * reference_.size(), unset);
    body_dof_.assign(6 * body_centre_.size(), unset);
    scalar_dof_.assign(static_cast<std::size_t>(scalar_count_), unset);
    for (const auto& p : node_prescriptions_) {
        SPONDYL_ASSERT(body_of_[p.owner] < 0, "node {} is tied and prescribed", p.owner);
        node_dof_[3 * p.owner + p.component] = prescribed;
    }
    for (const auto& p : translation_prescriptions_) body_dof_[6 * p.owner + p.component] = prescribed;
    for (const auto& p : rotation_prescriptions_) {
        for (int c = 3; c < 6; ++c) body_dof_[6 * p.body + c] = prescribed;
    }
    const auto has_dofs = [&](std::size_t slot) { return body_of_[slot / 3] < 0 && !inactive_[slot / 3]; };
    int next = 0;
    for (const int wanted : {unset, prescribed}) {
        for (std::size_t s = 0; s < node_dof_.size(); ++s) {
            if (node_dof_[s] == wanted && has_dofs(s)) node_dof_[s] = next++;
        }
        for (int& dof : body_dof_) {
            if (dof == wanted) dof = next++;
        }
        for (int& dof : scalar_dof_) {
            if (dof == wanted) dof = next++;
        }
        if (wanted == unset) free_count_ = next;
    }
    total_count_ = next;
    balance_.assign(static_cast<std::size_t>(total_count_), Balance::force);
    for (std::size_t s = 0; s < body_dof_.size(); ++s) {
        if (s % 6 >= 3) balance_[body_dof_[s]] = Balance::moment;
    }
    for (const int dof : scalar_dof_) balance_[dof] = Balance::volume;
}

State Kinematics::rest() const {
    State state;
    state.positions = reference_;
    state.body_translation.assign(body_centre_.size(), Vec3::Zero());
    state.body_rotation.assign(body_centre_.size(), Mat3::Identity());
    state.scalars.assign(static_cast<std::size_t>(scalar_count_), 0.0);
    state.iterates.assign(static_cast<std::size_t>(iterate_count_), 0.0);
    state.history.assign(static_cast<std::size_t>(history_count_), 0.0);
    state.loads.assign(static_cast<std::size_t>(load_count_), 0.0);
    return state;
}

void Kinematics::move_tied_nodes(State& state) const {
    const int nodes = node_count();
#pragma omp parallel for schedule(static)
    for (int n = 0; n < nodes; ++n) {
        const int b = body_of_[n];
        if (b < 0) continue;
        state.positions[n] = body_position(state, b) + state.body_rotation[b] * (reference_[n] - body_centre_[b]);
    }
}

Eigen::VectorXd Kinematics::difference(const State& from, const State& to) const {
    Eigen::VectorXd d = Eigen::VectorXd::Zero(total_count_);
    for (int n = 0; n < node_count(); ++n) {
        if (node_dof_[3 * n] < 0) continue;
        for (int c = 0; c < 3; ++c) d[node_dof_[3 * n + c]] = to.positions[n][c] - from.positions[n][c];
    }
    for (int b = 0; b < body_count(); ++b) {
        const Vec3 spin = rotation_log(to.body_rotation[b] * from.body_rotation[b].transpose());
        for (int c = 0; c < 3; ++c) {
            d[body_dof_[6 * b + c]] = to.body_translation[b][c] - from.body_translation[b][c];
            d[body_dof_[6 * b + 3 + c]] = spin[c];
        }
    }
    for (std::size_t s = 0; s < scalar_dof_.size(); ++s) d[scalar_dof_[s]] = to.scalars[s] - from.scalars[s];
    return d;
}

Eigen::VectorXd Kinematics::prescribed_gap(const State& state) const {
    Eigen::VectorXd gap = Eigen::VectorXd::Zero(total_count_);
    const auto amplitude = [&](LoadId load) { return load < 0 ? 0.0 : state.loads[load]; };
    for (const auto& p : node_prescriptions_) {
        const double now = state.positions[p.owner][p.component] - reference_[p.owner][p.component];
        gap[node_dof_[3 * p.owner + p.component]] = p.coefficient * amplitude(p.load) - now;
    }
    for (const auto& p : translation_prescriptions_) {
        const double now = state.body_translation[p.owner][p.component];
        gap[body_dof_[6 * p.owner + p.component]] = p.coefficient * amplitude(p.load) - now;
    }
    for (const auto& p : rotation_prescriptions_) {
        Vec3 wanted = Vec3::Zero();
        for (int l = 0; l < 3; ++l) wanted += amplitude(p.loads[l]) * p.axes.col(l);
        const Mat3 target = rotation_exp(wanted);
        const Vec3 spin = rotation_log(target * state.body_rotation[p.body].transpose());
        for (int c = 0; c < 3; ++c) gap[body_dof_[6 * p.body + 3 + c]] = spin[c];
    }
    return gap;
}

}  // namespace spondyl
