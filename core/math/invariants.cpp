// SPDX-License-Identifier: Apache-2.0
#include "core/math/invariants.hpp"

#include <Eigen/Eigenvalues>
#include <cmath>

namespace spondyl {

double von_mises(const SymTensor<double>& s) {
    const double d0 = s[0] - s[1];
    const double d1 = s[1] - s[2];
    const double d2 = s[2] - s[0];
    return std::sqrt(0.5 * (d0 * d0 + d1 * d1 + d2 * d2) + 3.0 * (s[3] * s[3] + s[4] * s[4] + s[5] * s[5]));
}

double hydrostatic_pressure(const SymTensor<double>& stress) {
    return -trace(stress) / 3.0;
}

std::array<double, 3> principal_values(const SymTensor<double>& t) {
    Eigen::Matrix3d m;
    m << t[0], t[3], t[5], t[3], t[1], t[4], t[5], t[4], t[2];
    const Eigen::Vector3d values =
        Eigen::SelfAdjointEigenSolver<Eigen::Matrix3d>(m, Eigen::EigenvaluesOnly).eigenvalues();
    return {values[2], values[1], values[0]};
}

}  // namespace spondyl
