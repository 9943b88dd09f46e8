// SPDX-License-Identifier: Apache-2.0
// A force and its moment about a named point.
#pragma once

#include "core/mesh/mesh.hpp"

namespace spondyl {

struct Wrench {
    Vec3 force = Vec3::Zero();   // N
    Vec3 moment = Vec3::Zero();  // N mm

    Wrench& operator+=(const Wrench& other) {
        force += other.force;
        moment += other.moment;
        return *this;
    }
    // The same in the axes of a frame.
    [[nodiscard]] Wrench in(const Frame& frame) const {
        return {frame.rotation.transpose() * force, frame.rotation.transpose() * moment};
    }
};

}  // namespace spondyl
