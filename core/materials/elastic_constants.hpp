// SPDX-License-Identifier: Apache-2.0
// Conversions between the constants of isotropic elasticity. MPa; nu without unit, -1 < nu < 1/2.
#pragma once

namespace spondyl {

constexpr double shear_modulus(double youngs_modulus, double poisson_ratio) {
    return youngs_modulus / (2.0 * (1.0 + poisson_ratio));
}

constexpr double lame_lambda(double youngs_modulus, double poisson_ratio) {
    return youngs_modulus * poisson_ratio / ((1.0 + poisson_ratio) * (1.0 - 2.0 * poisson_ratio));
}

constexpr double bulk_modulus(double youngs_modulus, double poisson_ratio) {
    return youngs_modulus / (3.0 * (1.0 - 2.0 * poisson_ratio));
}

// The bulk modulus that gives a solid of this shear modulus this Poisson's ratio at small strain.
constexpr double bulk_modulus_from_shear(double shear, double poisson_ratio) {
    return 2.0 * shear * (1.0 + poisson_ratio) / (3.0 * (1.0 - 2.0 * poisson_ratio));
}

}  // namespace spondyl
