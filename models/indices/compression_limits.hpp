// SPDX-License-Identifier: Apache-2.0
// Limits of compression, shear and fibre strain: recommended loads of a lumbar spine, and the strength of specimens.
// Forces in N. Every number is read from models/data/indices/limits.csv and specimen_failure_share.csv, with source and
// confidence there.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "models/anatomy/table.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl {

class TissueLimits {
  public:
    TissueLimits();

    // NIOSH 1981 (81-122): action limit and maximum permissible limit of compression at L5-S1.
    [[nodiscard]] double action_limit() const;
    [[nodiscard]] double maximum_permissible() const;
    // Dortmund Recommendations (Jaeger and Luttmann 1996/1999): at 20, 30 .. 60 years and more, linear between; average
    // sex: mean of both.
    [[nodiscard]] double dortmund_limit(Sex sex, double age_years) const;
    // Mean of autopsy specimens, Jaeger and Luttmann 1991: a - b age / 10.
    [[nodiscard]] double compressive_strength(Sex sex, double age_years) const;
    // Brinckmann, Biggemann, Hilweg 1989: 0.32 kN + 0.00308 kN ml / (mg cm2) x density x endplate area; standard error
    // 1 kN. Trabecular density by quantitative computed tomography, K2HPO4 equivalent.
    [[nodiscard]] double strength_by_density(double density_mg_ml, double endplate_cm2) const;
    // Brinckmann, Biggemann, Hilweg 1988: share of cadaver specimens broken after `cycles` at `relative_load`
    // (compression over strength). Tabulated in bands of 10 % each from 20 to 70 %: linear between the middles of the
    // bands, and in the logarithm of the cycles; outside of load or cycles the nearest tabulated value.
    [[nodiscard]] double specimen_failure_share(double relative_load, double cycles) const;
    // Gallagher and Marras 2012: by loadings per day; none above 1000.
    [[nodiscard]] std::optional<double> shear_limit(double loadings_per_day) const;
    // ISO 11228-1: reference mass in kg of people from 20 to 45 years, and of younger and older ones.
    [[nodiscard]] double iso_reference_mass(Sex sex, double age_years) const;
    // Skaggs et al. 1994: lower end of the failure strains of single lamellae along their fibres.
    [[nodiscard]] double fibre_failure_strain() const;

    // Value of `name` for a sex; average: mean of both.
    [[nodiscard]] double by_sex(Sex sex, const char* name, const char* unit) const;
    [[nodiscard]] double number(const char* name, const char* unit) const;

  private:
    struct Band {
        double least = 0.0;             // relative load
        std::array<double, 5> share{};  // at the numbers of cycles below
    };

    Table table_;
    std::vector<Band> bands_;
};

}  // namespace spondyl
