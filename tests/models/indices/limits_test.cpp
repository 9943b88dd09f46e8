// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "models/indices/compression_limits.hpp"

namespace spondyl {
namespace {

TEST(TissueLimits, published_values) {
    const TissueLimits limits;
    EXPECT_EQ(limits.action_limit(), 3400.0);
    EXPECT_EQ(limits.maximum_permissible(), 6400.0);
    EXPECT_EQ(limits.fibre_failure_strain(), 0.09);
}

// Jaeger and Luttmann 1996/1999.
TEST(TissueLimits, dortmund_by_age_and_sex) {
    const TissueLimits limits;
    const double men[] = {6000, 5000, 4100, 3200, 2300}, women[] = {4400, 3800, 3200, 2500, 1800};
    for (int i = 0; i < 5; ++i) {
        EXPECT_NEAR(limits.dortmund_limit(Sex::male, 20 + 10 * i), men[i], 1e-9);
        EXPECT_NEAR(limits.dortmund_limit(Sex::female, 20 + 10 * i), women[i], 1e-9);
    }
    EXPECT_NEAR(limits.dortmund_limit(Sex::male, 45), 3650, 1e-9);
    EXPECT_NEAR(limits.dortmund_limit(Sex::male, 18), 6000, 1e-9);
    EXPECT_NEAR(limits.dortmund_limit(Sex::female, 85), 1800, 1e-9);
    EXPECT_NEAR(limits.dortmund_limit(Sex::average, 40), 3650, 1e-9);
}

// 10.53 - 0.974 A / 10 and 7.03 - 0.591 A / 10, kN (Jaeger and Luttmann 1991).
TEST(TissueLimits, strength_falls_with_age) {
    const TissueLimits limits;
    EXPECT_NEAR(limits.compressive_strength(Sex::male, 40), 6634, 1e-9);
    EXPECT_NEAR(limits.compressive_strength(Sex::female, 40), 4666, 1e-9);
    EXPECT_NEAR(limits.compressive_strength(Sex::average, 40), 5650, 1e-9);
}

TEST(TissueLimits, strength_by_bone_density) {
    // 0.32 + 0.00308 x 150 mg/ml x 15 cm2 = 7.25 kN
    EXPECT_NEAR(TissueLimits().strength_by_density(150, 15), 7250, 1e-9);
}

TEST(TissueLimits, shear_by_loadings_of_a_day) {
    const TissueLimits limits;
    EXPECT_EQ(limits.shear_limit(100), 1000.0);
    EXPECT_EQ(limits.shear_limit(101), 700.0);
    EXPECT_EQ(limits.shear_limit(1000), 700.0);
    EXPECT_FALSE(limits.shear_limit(1001)) << "none is published";
}

// Brinckmann et al. 1988: at the tabulated numbers of cycles and the middle of a band the table.
TEST(TissueLimits, specimen_failure_share_is_the_table_at_the_middle_of_its_bands) {
    const TissueLimits limits;
    const double cycles[] = {10, 100, 500, 1000, 5000};
    const double share[5][5] = {{0, 0, 0, 0, 0.10},
                                {0, 0, 0.10, 0.20, 0.25},
                                {0, 0.25, 0.45, 0.60, 0.70},
                                {0, 0.40, 0.65, 0.80, 0.90},
                                {0.10, 0.55, 0.80, 0.95, 1.00}};
    for (int band = 0; band < 5; ++band) {
        for (int i = 0; i < 5; ++i) {
            EXPECT_NEAR(limits.specimen_failure_share(0.25 + 0.1 * band, cycles[i]), share[band][i], 1e-12);
        }
    }
    EXPECT_NEAR(limits.specimen_failure_share(0.40, 500), 0.275, 1e-12) << "half way between two bands";
    EXPECT_NEAR(limits.specimen_failure_share(0.45, 31.6227766), 0.125, 1e-6) << "half way in the logarithm";
    EXPECT_NEAR(limits.specimen_failure_share(0.1, 5000), 0.10, 1e-12) << "below the tests: their lowest band";
    EXPECT_NEAR(limits.specimen_failure_share(0.9, 1), 0.10, 1e-12) << "outside of load and cycles";
    EXPECT_NEAR(limits.specimen_failure_share(0.65, 1e6), 1.0, 1e-12);
}

}  // namespace
}  // namespace spondyl
