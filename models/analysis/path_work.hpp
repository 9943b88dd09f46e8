// SPDX-License-Identifier: Apache-2.0
// Work of the loads along a path of equilibria, from the forces alone: compared with the stored energy it is a check.
//
// W = integral of F . du. Between two equilibria one more state is put half-way, on the cubic through the four nearest
// equilibria of the same load step (fewer where there are fewer), with the loads half-way; the trapezoidal rule over
// the whole and over both halves then gives Simpson's by Richardson's extrapolation, with differences of states that
// are exact for finite rotations. Where that changes the work of the increment by more than half a per cent of the work
// of the step, the path is curved and the half-way state is brought to equilibrium. The error falls with the fourth
// power of the increments.
#pragma once

#include <vector>

#include "solvers/newton.hpp"

namespace spondyl {

class PathWork {
  public:
    // `start`: the equilibrium where the load step begins. Both references must outlive this.
    PathWork(const System& system, Newton& newton, const State& start) : system_(system), newton_(newton) {
        add(0.0, start);
    }

    // The next equilibrium, at a fraction of the step.
    void add(double fraction, const State& state) { points_.push_back({fraction, state}); }

    // Work of every increment so far, N mm.
    [[nodiscard]] std::vector<double> increments();

  private:
    struct Point {
        double fraction = 0.0;
        State state;
    };
    // The state half-way between points i and i + 1.
    [[nodiscard]] State half_way(std::size_t i) const;

    const System& system_;
    Newton& newton_;
    std::vector<Point> points_;
};

}  // namespace spondyl
