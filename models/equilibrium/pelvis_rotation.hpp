// SPDX-License-Identifier: Apache-2.0
// Effect of a rotation of the pelvis on a spine whose vertebrae T12 .. L5 keep their rotations in the world frame.
//
// A rotation w of S1 alone is a rotation of the whole spine by w about S1, which changes nothing between the bodies but
// turns their internal forces against weights and loads that keep their directions, followed by a rotation of T12 .. L5
// back by w.
#pragma once

#include "models/equilibrium/vertebral_stiffness.hpp"
#include "models/spine/spine_model.hpp"

namespace spondyl {

// Generalised forces on T12 .. L5 (6 per body: force, moment; N, N mm) per radian of the first of these two rotations,
// about the unit vector `axis`: what holding has to give more, as the residual of the equations. moments: the moments
// that hold the rotations now, 3 per body (N mm). state: an equilibrium of `model` with every vertebra held.
Eigen::VectorXd forces_of_rigid_rotation(const SpineModel& model, const State& state, const Eigen::VectorXd& moments,
                                         const Vec3& axis);

// Change of the moments that hold T12 .. L5 per radian of S1 about `axis`, translations free. `spins` and `stiffness`
// belong to `state`; the stiffness may contain that of muscles.
Eigen::VectorXd moments_of_pelvis_rotation(const SpinStiffness& spins, const Eigen::MatrixXd& stiffness,
                                           const Eigen::VectorXd& rigid_forces, const Vec3& axis);

}  // namespace spondyl
