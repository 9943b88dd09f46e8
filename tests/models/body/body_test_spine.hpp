// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "models/anatomy/anatomy.hpp"
#include "models/geometry/build_spine_mesh.hpp"

namespace spondyl {

inline SpineMesh whole_spine(const Person& person) {
    return build_spine_mesh(default_anatomy().spine, person, {.top = Vertebra::T12, .mesh = MeshDensity::coarse});
}
inline const Person man{.sex = Sex::male, .height_cm = 175.0, .mass_kg = 79.6};
inline const SpineMesh& man_spine() {
    static const SpineMesh mesh = whole_spine(man);
    return mesh;
}

}  // namespace spondyl
