// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/facet_cartilage.hpp"

#include <fmt/format.h>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

FacetTissue facet_tissue(const FacetParameters& joint, int grade) {
    if (grade < 0 || grade >= facet_grade_count) {
        throw UserError(fmt::format("facet grade {} is not one of 0 to {}", grade, facet_grade_count - 1));
    }
    const Table table = Table::read(data_directory() / "facet_cartilage.csv");
    const double e = table.number("all", "cartilage_E", "MPa");
    const double nu = table.number("all", "cartilage_nu", "1");
    if (!(e > 0.0) || !(nu >= 0.0 && nu < 0.5) || !(joint.cartilage_thickness > 0.0)) {
        throw UserError(
            fmt::format("{}: cartilage needs E > 0, 0 <= nu < 0.5 and a thickness > 0", table.file().string()));
    }
    FacetTissue tissue;
    // A thin layer bonded to bone cannot spread sideways: uniaxial strain.
    tissue.law.aggregate_modulus = e * (1.0 - nu) / ((1.0 + nu) * (1.0 - 2.0 * nu));
    tissue.law.thickness = joint.cartilage_thickness;
    tissue.capsule_slack = table.number("all", fmt::format("grade_{}_capsule_slack", grade), "1");
    return tissue;
}

}  // namespace spondyl
