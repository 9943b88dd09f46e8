// SPDX-License-Identifier: Apache-2.0
// Neo-Hookean solid: the Mooney-Rivlin solid with C01 = 0 (W = mu/2 (I1bar - 3), U = K/2 (J - 1)^2), from the constants
// in which it is usually given. It is not a separate material, so that there is one formula and one tangent.
#pragma once

#include "core/materials/elastic_constants.hpp"
#include "core/materials/mooney_rivlin.hpp"

namespace spondyl {

// Shear and bulk modulus in MPa.
inline MooneyRivlin neo_hookean(double shear, double bulk) {
    return {.c10 = 0.5 * shear, .c01 = 0.0, .bulk_modulus = bulk};
}

// Young's modulus in MPa and Poisson's ratio at small strain.
inline MooneyRivlin neo_hookean_from_youngs(double youngs_modulus, double poisson_ratio) {
    return neo_hookean(shear_modulus(youngs_modulus, poisson_ratio), bulk_modulus(youngs_modulus, poisson_ratio));
}

}  // namespace spondyl
