// SPDX-License-Identifier: Apache-2.0
// The parts carried by T12: ribs, thoracic spine, neck and head. The heights of shoulders and crown are shares of
// stature (Drillis and Contini 1966), legs and lumbar spine have their own, and the thorax has the remaining height, so
// that the body has the given stature. mm.
#pragma once

#include "models/body/bend_forward.hpp"
#include "models/body/body_size.hpp"

namespace spondyl {

class UpperTrunk {
  public:
    UpperTrunk(const BodySize& size, const SpineMesh& mesh);

    // From the centre of T12 in standing, of a place given in mm of the reference adult.
    [[nodiscard]] Vec3 offset(double anterior, double cranial, double lateral) const;
    [[nodiscard]] Vec3 shoulder(double sign) const;        // sign: -1 left, 1 right
    [[nodiscard]] double height() const;                   // of the thoracic spine, T12 to the disc C7-T1
    [[nodiscard]] double crown() const { return crown_; }  // above the centre of T12
    // The same place with the thoracic spine bent to the right by `lateral` and forward by `flexion` rad; frame of T12.
    [[nodiscard]] Vec3 bent(const Vec3& standing, double flexion, double lateral) const;

  private:
    const BodySize& size_;
    double shoulder_ = 0.0;  // above the centre of T12
    double crown_ = 0.0;
};

}  // namespace spondyl
