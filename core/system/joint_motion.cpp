// SPDX-License-Identifier: Apache-2.0
// How increments move a state: along arcs for bodies of a chain and the nodes between them.
//
// If increments are added in absolute coordinates, a rotation w of a chain displaces its far end wrongly by length *
// w^2 / 2, which compresses or tears the tissue between the bodies: near-incompressible discs then respond with forces
// a thousand times those of the equilibrium. Here each body turns about the joint below it, and for the nodes between
// two bodies only the motion relative to the interpolated rigid motion is added as a vector, rotated with it. The map
// agrees with the sum of state and increment to first order, so that Newton's method remains quadratic (a retraction in
// the sense of Absil, Mahony and Sepulchre 2008, "Optimization Algorithms on Matrix Manifolds", section 4.1).
#include <Eigen/Geometry>

#include "core/system/kinematics.hpp"
#include "core/system/rotation.hpp"

namespace spondyl {

Vec3 Kinematics::BodyMove::carried(const Vec3& x) const {
    return after + turn * (x - before);
}

Vec3 Kinematics::BodyMove::linear(const Vec3& x) const {
    return translation + spin.cross(x - before);
}

Vec3 Kinematics::joint_centre(const Joint& joint, const State& state) const {
    Vec3 centre = Vec3::Zero();
    for (const int body : {joint.parent, joint.child}) {
        centre += 0.5 * (body_position(state, body) + state.body_rotation[body] * (joint.centre - body_centre_[body]));
    }
    return centre;
}

// A body with a prescribed translation must reach exactly that position, so that a joint does not move it; the same
// holds for nodes.
bool Kinematics::turns_about(const Joint& joint) const {
    for (int c = 0; c < 3; ++c) {
        if (body_dof_[6 * joint.child + c] >= free_count_) return false;
    }
    return true;
}

bool Kinematics::moves_freely(int node) const {
    for (int c = 0; c < 3; ++c) {
        if (node_dof_[3 * node + c] < 0 || node_dof_[3 * node + c] >= free_count_) return false;
    }
    return true;
}

Kinematics::NodeMove Kinematics::node_move(int node, const std::vector<BodyMove>& bodies, const Vec3& position) const {
    if (joint_of_[node] < 0 || !moves_freely(node)) return {.carried = position};
    const BodyMove& parent = bodies[joints_[joint_of_[node]].parent];
    const BodyMove& child = bodies[joints_[joint_of_[node]].child];
    const double share = share_[node];
    return {.linear = (1.0 - share) * parent.linear(position) + share * child.linear(position),
            .carried = (1.0 - share) * parent.carried(position) + share * child.carried(position),
            .turn = rotation_exp((1.0 - share) * parent.spin + share * child.spin)};
}

std::vector<Kinematics::BodyMove> Kinematics::body_moves(const Eigen::VectorXd& increment, const State& state) const {
    std::vector<BodyMove> bodies(static_cast<std::size_t>(body_count()));
    for (int b = 0; b < body_count(); ++b) {
        BodyMove& move = bodies[b];
        for (int c = 0; c < 3; ++c) {
            move.translation[c] = increment[body_dof_[6 * b + c]];
            move.spin[c] = increment[body_dof_[6 * b + 3 + c]];
        }
        move.turn = rotation_exp(move.spin);
        move.before = body_position(state, b);
        move.after = move.before + move.translation;
    }
    return bodies;
}

void Kinematics::apply(const Eigen::VectorXd& increment, State& state) const {
    std::vector<BodyMove> bodies = body_moves(increment, state);
    for (const Joint& joint : joints_) {
        BodyMove& child = bodies[joint.child];
        if (!turns_about(joint)) continue;
        const BodyMove& parent = bodies[joint.parent];
        const Vec3 centre = joint_centre(joint, state);
        const Vec3 stretch = child.linear(centre) - parent.linear(centre);
        const Vec3 moved = parent.carried(centre) + rotation_exp(0.5 * (parent.spin + child.spin)) * stretch;
        child.after = moved + child.turn * (child.before - centre);
    }
    const int nodes = node_count();
#pragma omp parallel for schedule(static)
    for (int n = 0; n < nodes; ++n) {
        if (node_dof_[3 * n] < 0) continue;
        const NodeMove move = node_move(n, bodies, state.positions[n]);
        Vec3 own;
        for (int c = 0; c < 3; ++c) own[c] = increment[node_dof_[3 * n + c]];
        state.positions[n] = move.carried + move.turn * (own - move.linear);
    }
    for (int b = 0; b < body_count(); ++b) {
        state.body_translation[b] += bodies[b].after - bodies[b].before;
        state.body_rotation[b] = bodies[b].turn * state.body_rotation[b];
    }
    for (std::size_t s = 0; s < scalar_dof_.size(); ++s) state.scalars[s] += increment[scalar_dof_[s]];
    move_tied_nodes(state);
}

Eigen::VectorXd Kinematics::increment_to(const State& from, const State& to) const {
    Eigen::VectorXd increment = difference(from, to);
    std::vector<BodyMove> bodies = body_moves(increment, from);
    for (int b = 0; b < body_count(); ++b) bodies[b].after = body_position(to, b);
    for (const Joint& joint : joints_) {
        BodyMove& child = bodies[joint.child];
        if (!turns_about(joint)) continue;
        const BodyMove& parent = bodies[joint.parent];
        const Vec3 centre = joint_centre(joint, from);
        const Vec3 stretch = rotation_exp(0.5 * (parent.spin + child.spin)).transpose() *
                             (child.carried(centre) - parent.carried(centre));
        child.translation = parent.linear(centre) + stretch - child.spin.cross(centre - child.before);
        for (int c = 0; c < 3; ++c) increment[body_dof_[6 * joint.child + c]] = child.translation[c];
    }
    for (int n = 0; n < node_count(); ++n) {
        if (node_dof_[3 * n] < 0) continue;
        const NodeMove move = node_move(n, bodies, from.positions[n]);
        const Vec3 own = move.linear + move.turn.transpose() * (to.positions[n] - move.carried);
        for (int c = 0; c < 3; ++c) increment[node_dof_[3 * n + c]] = own[c];
    }
    return increment;
}

std::vector<Vec3> Kinematics::linear_motion(const Eigen::VectorXd& increment, const State& state) const {
    const std::vector<BodyMove> bodies = body_moves(increment, state);
    std::vector<Vec3> motion(reference_.size(), Vec3::Zero());
    for (int n = 0; n < node_count(); ++n) {
        if (body_of_[n] >= 0) {
            motion[n] = bodies[body_of_[n]].linear(state.positions[n]);
        } else if (node_dof_[3 * n] >= 0) {
            for (int c = 0; c < 3; ++c) motion[n][c] = increment[node_dof_[3 * n + c]];
        }
    }
    return motion;
}

}  // namespace spondyl
