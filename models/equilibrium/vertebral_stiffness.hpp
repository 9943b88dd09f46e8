// SPDX-License-Identifier: Apache-2.0
// Stiffness of the spine condensed to its free vertebrae: discs, ligaments, facets, weights and constant muscle forces
// in the rigid-body unknowns of T12 .. L5 (per body three translations, three spins; N, mm, rad). Muscles act on no
// other unknowns.
#pragma once

#include <Eigen/Core>
#include <vector>

#include "models/equilibrium/muscle_sample.hpp"
#include "solvers/condensation.hpp"

namespace spondyl {

class VertebralStiffness {
  public:
    explicit VertebralStiffness(const SpineModel& released);  // FixedVertebrae::bottom

    // state: an equilibrium of the released or of the held model; samples: its muscles. 6 n x 6 n, symmetric.
    // SolveError if the tangent is singular.
    [[nodiscard]] Eigen::MatrixXd matrix(State state, const std::vector<MuscleSample>& samples);

    // 6 n x muscles: generalised forces of a unit tension of each.
    [[nodiscard]] Eigen::MatrixXd pulls(const std::vector<MuscleSample>& samples) const;

  private:
    const SpineModel& released_;
    CondensedTangent tangent_;
    std::vector<int> equations_;
};

// With translations free: the 3 n x 3 n stiffness against spins, and the moments that generalised forces (columns) come
// to at held spins. S = S_rr - S_rt S_tt^-1 S_tr and m = f_r - S_rt S_tt^-1 f_t.
struct SpinStiffness {
    explicit SpinStiffness(const Eigen::MatrixXd& vertebral);

    [[nodiscard]] Eigen::MatrixXd moments_of(const Eigen::MatrixXd& forces) const;

    Eigen::MatrixXd stiffness;  // N mm / rad

  private:
    Eigen::MatrixXd carried_;  // S_rt S_tt^-1
};

}  // namespace spondyl
