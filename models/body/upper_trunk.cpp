// SPDX-License-Identifier: Apache-2.0
#include "models/body/upper_trunk.hpp"

namespace spondyl {

UpperTrunk::UpperTrunk(const BodySize& size, const SpineMesh& mesh) : size_(size) {
    const double hip = size.of_stature(&StatureShares::ankle_height) + size.of_stature(&StatureShares::shank) +
                       size.of_stature(&StatureShares::thigh);
    const double disc = hip - size.scaled(&AdultLengths::hip_cranial);
    const double t12 =
        disc + vertebra_of(mesh, Vertebra::T12).frame.origin.y() - disc_of(mesh, Disc::L5_S1).frame.origin.y();
    shoulder_ = size.of_stature(&StatureShares::shoulder_height) - t12;
    crown_ = size.of_stature(&StatureShares::crown_height) - t12;
}

Vec3 UpperTrunk::offset(double anterior, double cranial, double lateral) const {
    return {size_.scale() * anterior, shoulder_ * cranial / size_.anatomy().body.of_adult.shoulder_cranial,
            size_.scale() * lateral};
}

Vec3 UpperTrunk::shoulder(double sign) const {
    return {size_.scaled(&AdultLengths::shoulder_anterior), shoulder_,
            sign * size_.scaled(&AdultLengths::shoulder_lateral)};
}

double UpperTrunk::height() const {
    return offset(0.0, size_.anatomy().body.of_adult.neck_cranial, 0.0).y();
}

Vec3 UpperTrunk::bent(const Vec3& standing, double flexion, double lateral) const {
    const BentPoint<double> aside = bend_forward(standing.z(), standing.y(), height(), lateral);
    const BentPoint<double> at = bend_forward(standing.x(), aside.y, height(), flexion);
    return {at.x, at.y, aside.x};
}

}  // namespace spondyl
