// SPDX-License-Identifier: Apache-2.0
// Work of the loads along a path of equilibria, from the forces alone: compared with the stored energy it is a check.
//
// W = integral of F . du. Between two equilibria one more state is put half-way, on the cubic through the four nearest
// equilibria of the same load step (fewer where there are fewer), with the loads half-way; the trapezoidal rule over
// the whole and over both halves then gives Simpson's by Richardson's extrapolation, with differences of states that
// are exact for finite rotations. The error falls with the fourth power of the increments where four points are known
// (three increments or more), with the third for two increments, the second for one.
#pragma once

#include <vector>

#include "core/system/system.hpp"

namespace spondyl {

class PathWork {
  public:
    // `start`: the equilibrium where the load step begins. The system must outlive this.
    PathWork(const System& system, const State& start) : system_(system) { add(0.0, start); }

    // The next equilibrium, at a fraction of the step.
    void add(double fraction, const State& state) { points_.push_back({fraction, state}); }

    // Work of every increment so far, N mm.
    [[nodiscard]] std::vector<double> increments() const;

  private:
    struct Point {
        double fraction = 0.0;
        State state;
    };
    // The state half-way between points i and i + 1.
    [[nodiscard]] State half_way(std::size_t i) const;

    const System& system_;
    std::vector<Point> points_;
};

}  // namespace spondyl
