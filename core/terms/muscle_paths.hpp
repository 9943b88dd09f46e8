// SPDX-License-Identifier: Apache-2.0
// Muscle fascicles: frictionless paths over points, with a tension that is an amplitude and, when held, a stiffness.
#pragma once

#include <Eigen/Core>
#include <string>
#include <utility>
#include <vector>

#include "core/system/term.hpp"
#include "core/terms/straight_piece.hpp"

namespace spondyl {

// A path through points; its length L is the sum of the straight pieces.
struct MusclePath {
    std::vector<CablePoint> points;
    LoadId tension = 0;         // amplitude: F, N
    LoadId held_length = 0;     // amplitude: L0, mm; used only while the gain is not zero
    double fibre_length = 0.0;  // l, mm; used only while the gain is not zero
};

// Tension T = F (1 + q (L - L0) / l), 0 where that is negative: constant force for q = 0 (muscles told how hard to
// pull), short-range stiffness q F / l of the fibres otherwise (Cui et al. 2008, doi:10.1016/j.jbiomech.2008.03.020;
// Bergmark 1989, doi:10.3109/17453678909154177, took the whole length). Energy: the integral
// of T over L from L0 (q = 0: F L), so the tangent T' dL dL^T + T d2L is symmetric; it couples all points of a path.
// Nodes on one rigid body move as one: the unknowns of a path are those of its bodies and free nodes. A piece whose
// ends meet pulls nowhere.
class MusclePaths final : public Term {
  public:
    // gain: amplitude q, common to all.
    MusclePaths(std::vector<MusclePath> paths, LoadId gain) : paths_(std::move(paths)), gain_(gain) {}
    [[nodiscard]] std::string name() const override { return "muscles"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Context& context, std::span<double> residual, std::span<double> tangent) const override;

    [[nodiscard]] const std::vector<MusclePath>& paths() const { return paths_; }
    [[nodiscard]] double length(std::size_t path, const State& state) const;   // mm
    [[nodiscard]] double tension(std::size_t path, const State& state) const;  // N
    // Force on the equations per unit tension of one path, -dL/dx: pairs of equation (Kinematics numbering, free or
    // prescribed) and coefficient, each equation once, ascending.
    [[nodiscard]] std::vector<std::pair<int, double>> pull(std::size_t path, const Kinematics& kinematics,
                                                           const State& state) const;

  private:
    // Nodes of a point that move as one: those on the same rigid body, or one free node.
    struct Carrier {
        int body = -1;                              // -1: free node
        int offset = 0;                             // of its first equation in Layout::dofs
        std::vector<std::pair<int, double>> nodes;  // and weights
    };
    struct Layout {
        std::vector<int> dofs;  // equations of the path, each once
        std::vector<std::vector<Carrier>> points;
        std::vector<char> within_one_body;  // per piece: its length never changes
        std::size_t first_residual = 0;     // slots
        std::size_t first_tangent = 0;
    };
    struct Force {
        double tension = 0.0;    // T, N
        double stiffness = 0.0;  // T', N/mm
        double energy = 0.0;     // N mm
    };
    [[nodiscard]] Layout lay_out(const MusclePath& path, const Kinematics& kinematics) const;
    [[nodiscard]] Force force(std::size_t path, double length, const State& state) const;
    // dL/dx over the path's equations and, unless null, d2L/dx2 with the spin stiffness of bodies (docs/adr/0005).
    void differentiate_length(std::size_t path, const Kinematics& kinematics, const State& state,
                              Eigen::VectorXd& gradient, Eigen::MatrixXd* hessian) const;

    std::vector<MusclePath> paths_;
    LoadId gain_;
    std::vector<Layout> layouts_;
};

}  // namespace spondyl
