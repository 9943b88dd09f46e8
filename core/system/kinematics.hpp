// SPDX-License-Identifier: Apache-2.0
// Which nodes move freely, which are prescribed, which ride on rigid bodies; the numbering of unknowns.
//
// Unknowns, in this order: free components of free nodes, free components of rigid bodies (translation of the
// reference point, then spin), extra scalars; behind them the prescribed components. An increment vector uses
// this order. Rotations are updated by R <- exp(dw) R with the spatial spin dw, so an increment is exact for any
// size (docs/adr/0005). Bodies joined in a chain, and the nodes between them, follow large rotations along arcs
// (docs/adr/0036): to first order every update is the sum of state and increment.
#pragma once

#include <Eigen/Core>
#include <array>
#include <span>
#include <vector>

#include "core/mesh/mesh.hpp"
#include "core/system/state.hpp"

namespace spondyl {

using LoadId = int;

// What an equation balances: forces (N; its unknown is a displacement, mm), moments (N mm; a rotation, rad) or the
// volumes of a scalar (mm^3; a pressure, MPa).
enum class Balance : char { force, moment, volume };

class Kinematics {
  public:
    // Adds nodes at their reference positions; returns the index of the first.
    int add_nodes(std::span<const Vec3> positions);
    int add_node(const Vec3& position) { return add_nodes(std::span(&position, 1)); }

    // A rigid body with its reference point at `centre`, mm. Returns its index.
    int add_body(const Vec3& centre);
    // The node rides on the body and has no unknowns of its own.
    void tie(int node, int body);

    // A deformable connection of two bodies, e.g. a disc, that keeps their reference points at roughly the same
    // distance; `centre` is a point of its middle at rest, mm. Parents first: `parent` is no child of a later joint.
    // Returns its index. Affects only how increments are applied, never an equilibrium.
    int add_joint(int parent, int child, const Vec3& centre);
    // The node lies in the joint and moves, to a first approximation, with (1 - share) of the parent's and share of the
    // child's motion.
    void carry(int node, int joint, double share);

    // An extra unknown, starting at zero. Returns its index.
    int add_scalar();

    // A load amplitude, starting at zero.
    LoadId add_load();

    // Displacement component (0..2) of a node held at coefficient * amplitude(load); load < 0: held at zero.
    void prescribe(int node, int component, LoadId load = -1, double coefficient = 0.0);
    // Body translation component held at coefficient * amplitude(load).
    void prescribe_translation(int body, int component, LoadId load = -1, double coefficient = 0.0);
    // Body rotation held at exp(amplitude(load) * axis); axis in rad per unit amplitude. load < 0: held at rest.
    void prescribe_rotation(int body, LoadId load = -1, const Vec3& axis = Vec3::Zero());
    // Body rotation held at exp(w) with w = the three amplitudes as a rotation vector, rad.
    void prescribe_rotation(int body, const std::array<LoadId, 3>& rotation_vector);
    // The node belongs to no element and gets no unknowns; it stays where it is.
    void deactivate(int node);

    // Room for `count` values in State::iterates, starting at zero. Returns the index of the first.
    int add_iterates(int count);
    // Room for `count` values in State::history, starting at zero. Returns the index of the first.
    int add_history(int count);

    // Numbers the unknowns. Call once, after everything is declared.
    void number();

    [[nodiscard]] State rest() const;
    [[nodiscard]] int node_count() const { return static_cast<int>(reference_.size()); }
    [[nodiscard]] int body_count() const { return static_cast<int>(body_centre_.size()); }
    [[nodiscard]] int free_count() const { return free_count_; }
    [[nodiscard]] int total_count() const { return total_count_; }
    [[nodiscard]] int load_count() const { return load_count_; }
    [[nodiscard]] const std::vector<Vec3>& reference() const { return reference_; }
    [[nodiscard]] const Vec3& body_centre(int body) const { return body_centre_[body]; }
    [[nodiscard]] int body_of(int node) const { return body_of_[node]; }  // -1: not tied
    [[nodiscard]] Vec3 body_position(const State& state, int body) const {
        return body_centre_[body] + state.body_translation[body];
    }

    // Equation of a component. Every component of an active free node or body has one.
    [[nodiscard]] int node_dof(int node, int component) const { return node_dof_[3 * node + component]; }
    [[nodiscard]] int body_dof(int body, int component) const { return body_dof_[6 * body + component]; }
    [[nodiscard]] int scalar_dof(int scalar) const { return scalar_dof_[scalar]; }
    // What an equation balances, by its number.
    [[nodiscard]] Balance balance(int dof) const { return balance_[dof]; }

    // Moves the state by `increment` (size total_count): free and prescribed components alike.
    void apply(const Eigen::VectorXd& increment, State& state) const;
    // The increment with which `apply` takes `from` to `to`.
    [[nodiscard]] Eigen::VectorXd increment_to(const State& from, const State& to) const;
    // First-order displacement of every node by an increment, mm: what the linearised equations see of it.
    [[nodiscard]] std::vector<Vec3> linear_motion(const Eigen::VectorXd& increment, const State& state) const;
    // By how much `to` exceeds `from` in every component (rotations by the logarithm).
    [[nodiscard]] Eigen::VectorXd difference(const State& from, const State& to) const;
    // Increment of the prescribed components to the values given by state.loads. Free components are zero.
    [[nodiscard]] Eigen::VectorXd prescribed_gap(const State& state) const;

  private:
    struct Prescription {
        int owner = 0;  // node or body
        int component = 0;
        LoadId load = -1;
        double coefficient = 0.0;
    };
    struct RotationPrescription {
        int body = 0;
        std::array<LoadId, 3> loads = {-1, -1, -1};
        Mat3 axes = Mat3::Zero();  // rotation vector = sum of amplitudes times columns
    };
    struct Joint {
        int parent = 0;
        int child = 0;
        Vec3 centre = Vec3::Zero();
    };
    // A body before and after an increment: its reference point, mm, and the turn.
    struct BodyMove {
        Vec3 before = Vec3::Zero();
        Vec3 after = Vec3::Zero();
        Vec3 translation = Vec3::Zero();  // of the increment
        Vec3 spin = Vec3::Zero();
        Mat3 turn = Mat3::Identity();

        [[nodiscard]] Vec3 carried(const Vec3& x) const;
        [[nodiscard]] Vec3 linear(const Vec3& x) const;
    };
    // Motion of a node with the bodies of its joint, to first order and along arcs, and rotation of its relative
    // motion.
    struct NodeMove {
        Vec3 linear = Vec3::Zero();
        Vec3 carried = Vec3::Zero();
        Mat3 turn = Mat3::Identity();
    };
    [[nodiscard]] std::vector<BodyMove> body_moves(const Eigen::VectorXd& increment, const State& state) const;
    [[nodiscard]] bool turns_about(const Joint& joint) const;
    [[nodiscard]] Vec3 joint_centre(const Joint& joint, const State& state) const;
    [[nodiscard]] NodeMove node_move(int node, const std::vector<BodyMove>& bodies, const Vec3& position) const;
    [[nodiscard]] bool moves_freely(int node) const;
    void move_tied_nodes(State& state) const;

    std::vector<Vec3> reference_;
    std::vector<int> body_of_;
    std::vector<char> inactive_;
    std::vector<Vec3> body_centre_;
    std::vector<Joint> joints_;
    std::vector<int> joint_of_;  // per node; -1: in no joint
    std::vector<double> share_;  // per node, of the child
    int scalar_count_ = 0;
    int iterate_count_ = 0;
    int history_count_ = 0;
    int load_count_ = 0;
    std::vector<Prescription> node_prescriptions_;
    std::vector<Prescription> translation_prescriptions_;
    std::vector<RotationPrescription> rotation_prescriptions_;
    std::vector<int> node_dof_;
    std::vector<int> body_dof_;
    std::vector<int> scalar_dof_;
    std::vector<Balance> balance_;
    int free_count_ = 0;
    int total_count_ = 0;
};

}  // namespace spondyl
