// SPDX-License-Identifier: Apache-2.0
#include "models/indices/compression_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace spondyl {

namespace {

constexpr double newton_per_kilonewton = 1000.0;
constexpr std::array<int, 5> tested_cycles = {10, 100, 500, 1000, 5000};

}  // namespace

TissueLimits::TissueLimits() : table_(Table::read(data_directory() / "indices" / "limits.csv")) {
    std::vector<std::string> columns = {"least"};
    for (const int cycles : tested_cycles) columns.push_back(fmt::format("cycles_{}", cycles));
    const Table bands = Table::read(data_directory() / "indices" / "specimen_failure_share.csv",
                                    {.columns = columns, .key = {"least"}});
    for (const Table::Row& row : bands.rows()) {
        Band band{.least = bands.number(row, "least")};
        for (std::size_t i = 0; i < tested_cycles.size(); ++i) band.share[i] = bands.number(row, columns[i + 1]);
        bands_.push_back(band);
    }
}

double TissueLimits::number(const char* name, const char* unit) const {
    return table_.number("all", name, unit);
}

double TissueLimits::by_sex(Sex sex, const char* name, const char* unit) const {
    const auto of = [&](const char* which) { return table_.number(which, name, unit); };
    return sex == Sex::average ? 0.5 * (of("female") + of("male")) : of(sex == Sex::female ? "female" : "male");
}

double TissueLimits::action_limit() const {
    return number("action_limit", "N");
}

double TissueLimits::maximum_permissible() const {
    return number("maximum_permissible_limit", "N");
}

double TissueLimits::dortmund_limit(Sex sex, double age_years) const {
    constexpr std::array decades = {"dortmund_20", "dortmund_30", "dortmund_40", "dortmund_50", "dortmund_60"};
    const double place = std::clamp((age_years - 20.0) / 10.0, 0.0, 4.0);
    const auto before = std::min<std::size_t>(3, static_cast<std::size_t>(place));
    const double part = place - static_cast<double>(before);
    return newton_per_kilonewton *
           ((1.0 - part) * by_sex(sex, decades[before], "kN") + part * by_sex(sex, decades[before + 1], "kN"));
}

double TissueLimits::compressive_strength(Sex sex, double age_years) const {
    return newton_per_kilonewton *
           (by_sex(sex, "strength_at_birth", "kN") - by_sex(sex, "strength_loss_per_decade", "kN") * age_years / 10.0);
}

double TissueLimits::strength_by_density(double density_mg_ml, double endplate_cm2) const {
    return newton_per_kilonewton * (number("strength_density_offset", "kN") +
                                    number("strength_density_slope", "kN*ml/(mg*cm2)") * density_mg_ml * endplate_cm2);
}

double TissueLimits::specimen_failure_share(double relative_load, double cycles) const {
    const double most = tested_cycles.back(), least = tested_cycles.front();
    const double tested = std::clamp(cycles, least, most);
    std::size_t i = 1;
    while (tested > tested_cycles[i]) ++i;
    const double part = std::log(tested / tested_cycles[i - 1]) /
                        std::log(static_cast<double>(tested_cycles[i]) / tested_cycles[i - 1]);
    const auto share = [&](const Band& band) { return band.share[i - 1] + part * (band.share[i] - band.share[i - 1]); };
    constexpr double half_a_band = 0.05;
    const double place = relative_load - half_a_band;
    if (place <= bands_.front().least) return share(bands_.front());
    for (std::size_t b = 1; b < bands_.size(); ++b) {
        const Band &below = bands_[b - 1], &above = bands_[b];
        if (place > above.least) continue;
        const double along = (place - below.least) / (above.least - below.least);
        return (1.0 - along) * share(below) + along * share(above);
    }
    return share(bands_.back());
}

std::optional<double> TissueLimits::shear_limit(double loadings_per_day) const {
    if (loadings_per_day <= number("shear_occasional_loadings", "1/day")) return number("shear_limit_occasional", "N");
    if (loadings_per_day <= number("shear_frequent_loadings", "1/day")) return number("shear_limit_frequent", "N");
    return std::nullopt;
}

double TissueLimits::iso_reference_mass(Sex sex, double age_years) const {
    const bool adult = age_years >= number("iso_11228_from", "years") && age_years <= number("iso_11228_to", "years");
    return by_sex(sex, adult ? "iso_11228_mass" : "iso_11228_mass_young_or_old", "kg");
}

double TissueLimits::fibre_failure_strain() const {
    return number("fibre_failure_strain", "1");
}

}  // namespace spondyl
