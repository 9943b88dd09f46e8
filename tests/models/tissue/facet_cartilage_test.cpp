// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/facet_cartilage.hpp"

#include <gtest/gtest.h>

#include "core/error.hpp"
#include "models/anatomy/anatomy.hpp"

namespace spondyl::testing {
namespace {

FacetParameters joint() {
    FacetParameters f;
    f.cartilage_thickness = 0.9;
    return f;
}

TEST(FacetCartilage, ThinLayerDeformsInUniaxialStrain) {
    const FacetTissue tissue = facet_tissue(default_anatomy().spine.facet_cartilage, joint(), 0);
    EXPECT_NEAR(tissue.law.aggregate_modulus, 35.0 * 0.6 / (1.4 * 0.2), 1e-12);
    EXPECT_EQ(tissue.law.thickness, 0.9);
    EXPECT_EQ(tissue.capsule_slack, 0.0);
}

TEST(FacetCartilage, CapsuleSlackensWithTheGrade) {
    double last = 0.0;
    for (int grade = 0; grade < facet_grade_count; ++grade) {
        const double slack = facet_tissue(default_anatomy().spine.facet_cartilage, joint(), grade).capsule_slack;
        EXPECT_GE(slack, last);
        last = slack;
    }
    EXPECT_GT(last, 0.0);
}

TEST(FacetCartilage, RefusesAGradeThatDoesNotExist) {
    EXPECT_THROW(facet_tissue(default_anatomy().spine.facet_cartilage, joint(), -1), UserError);
    EXPECT_THROW(facet_tissue(default_anatomy().spine.facet_cartilage, joint(), 4), UserError);
}

}  // namespace
}  // namespace spondyl::testing
