// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/facet_cartilage.hpp"

#include <fmt/format.h>

#include "core/error.hpp"

namespace spondyl {

FacetTissue facet_tissue(const FacetCartilage& cartilage, const FacetParameters& joint, int grade) {
    if (grade < 0 || grade >= facet_grade_count) {
        throw UserError(fmt::format("facet grade {} is not one of 0 to {}", grade, facet_grade_count - 1));
    }
    if (!(joint.cartilage_thickness > 0.0)) throw UserError("a facet joint needs cartilage of a thickness > 0");
    const double e = cartilage.youngs_modulus;
    const double nu = cartilage.poisson_ratio;
    FacetTissue tissue;
    // A thin layer bonded to bone cannot spread sideways: uniaxial strain.
    tissue.law.aggregate_modulus = e * (1.0 - nu) / ((1.0 + nu) * (1.0 - 2.0 * nu));
    tissue.law.thickness = joint.cartilage_thickness;
    tissue.capsule_slack = cartilage.capsule_slack[static_cast<std::size_t>(grade)];
    return tissue;
}

}  // namespace spondyl
