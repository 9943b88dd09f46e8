// Muscle fascicles: frictionless paths over points, with a tension that is an amplitude and, when held, a stiffness.
#pragma once

#include <string>
#include <vector>

#include "core/terms/node_block.hpp"
#include "core/terms/straight_piece.hpp"

namespace spondyl {

// A path through points; its length L is the sum of the straight pieces.
struct MusclePath {
    std::vector<CablePoint> points;
    LoadId tension = 0;      // amplitude: F, N
    LoadId held_length = 0;  // amplitude: L0, mm; used only while the gain is not zero
};

// Tension T = F (1 + q (L / L0 - 1)), 0 where that is negative: constant force for q = 0 (muscles told how hard to
// pull), short-range stiffness q F / L0 otherwise (Bergmark 1989, doi:10.3109/17453678909154177). Energy: the integral
// of T over L from L0 (q = 0: F L), so the tangent T' dL dL^T + T d2L is symmetric; it couples all points of a path.
class MusclePaths final : public Term {
  public:
    // gain: amplitude q, common to all.
    MusclePaths(std::vector<MusclePath> paths, LoadId gain) : paths_(std::move(paths)), gain_(gain) {}
    [[nodiscard]] std::string name() const override { return "muscles"; }
    [[nodiscard]] bool is_load() const override { return true; }
    void declare(const Kinematics& kinematics, SlotBuilder& slots) override;
    Evaluation evaluate(const Kinematics& kinematics, const State& state, Request request, std::span<double> residual,
                        std::span<double> tangent) const override;

    [[nodiscard]] const std::vector<MusclePath>& paths() const { return paths_; }
    [[nodiscard]] double length(std::size_t path, const State& state) const;   // mm
    [[nodiscard]] double tension(std::size_t path, const State& state) const;  // N
    // Force on the equations per unit tension of one path, -dL/dx: pairs of equation (Kinematics numbering, free or
    // prescribed) and coefficient, each equation once, ascending.
    [[nodiscard]] std::vector<std::pair<int, double>> pull(std::size_t path, const Kinematics& kinematics,
                                                           const State& state) const;

  private:
    std::vector<MusclePath> paths_;
    LoadId gain_;
    std::vector<NodeBlock> blocks_;  // all nodes of a path
};

}  // namespace spondyl
