// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/body_parameters.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

constexpr double smallest_disc_height = 1.0;  // mm at the rim; below it the layers of a disc cannot be meshed

struct Tables {
    Table vertebra = Table::read(data_directory() / "vertebra_geometry.csv");
    Table disc = Table::read(data_directory() / "disc_geometry.csv");
    Table facet = Table::read(data_directory() / "facets.csv");
    Table cartilage = Table::read(data_directory() / "facet_cartilage.csv");
    Table scaling = Table::read(data_directory() / "scaling.csv");
};

void check(const Person& person, const SpineOptions& options) {
    if (!(person.height_cm >= 130.0 && person.height_cm <= 210.0)) {
        throw UserError(fmt::format("person height {} cm: the anatomy covers 130 to 210 cm", person.height_cm));
    }
    if (!(person.age_years >= 15.0 && person.age_years <= 100.0)) {
        throw UserError(fmt::format("person age {} years: the anatomy covers 15 to 100 years", person.age_years));
    }
    if (!(person.endplate_scale > 0.0 && person.disc_height_scale > 0.0)) {
        throw UserError("disc height scale or endplate scale is not positive");
    }
    for (std::size_t i = 0; i < disc_count; ++i) {
        if (person.disc_grade[i] < 0 || person.disc_grade[i] > 3) {
            throw UserError(fmt::format("grade {} of disc {}: allowed are 0 (healthy) to 3 (severe)",
                                        person.disc_grade[i], disc_names[i]));
        }
    }
    if (options.top >= options.bottom) {
        throw UserError(fmt::format("spine from {} to {}: the top vertebra must lie above the bottom one",
                                    name(options.top), name(options.bottom)));
    }
    if (!std::isfinite(options.lordosis_scale) || !(std::abs(options.sacral_slope_deg) <= 90.0)) {
        throw UserError("lordosis scale or sacral slope is not a usable number");
    }
}

// Ratios between a stature and the reference stature.
class StatureScale {
  public:
    StatureScale(const Table& scaling, const Person& person)
        : scaling_(scaling),
          breadth_(person.endplate_scale),
          column_(column_length(person.height_cm)),
          reference_column_(column_length(scaling.number("all", "reference_stature", "cm"))) {}

    [[nodiscard]] double length() const { return column_ / reference_column_; }

    // A size that is linear in the body height of its level.
    [[nodiscard]] double size(std::string_view level, const std::string& parameter) const {
        const double share = scaling_.number(level, "body_height_share", "1");
        const double body_share = scaling_.number("all", "body_share", "1");
        const double slope = scaling_.number("all", parameter + "_slope", "1");
        const double intercept = scaling_.number("all", parameter + "_intercept", "mm");
        const double height = 10.0 * column_ * body_share * share;
        const double reference_height = 10.0 * reference_column_ * body_share * share;
        return breadth_ * (slope * height + intercept) / (slope * reference_height + intercept);
    }

  private:
    [[nodiscard]] double column_length(double height_cm) const {
        return (height_cm - scaling_.number("all", "column_offset", "cm")) /
               scaling_.number("all", "column_divisor", "1");
    }

    const Table& scaling_;
    double breadth_;
    double column_;  // cm
    double reference_column_;
};

double of_sex(Sex sex, double female, double male) {
    if (sex == Sex::female) return female;
    if (sex == Sex::male) return male;
    return 0.5 * (female + male);
}

VertebraParameters vertebra_parameters(const Tables& tables, const StatureScale& scale, Vertebra v, Sex sex) {
    // Bodies of women are narrower than those of men of the same stature.
    const double breadth = of_sex(sex, tables.scaling.number("all", "endplate_width_female", "1"),
                                  tables.scaling.number("all", "endplate_width_male", "1"));
    const std::string level(name(v));
    const bool sacrum = v == Vertebra::S1;
    const auto table = [&](const char* parameter, const char* unit = "mm") {
        return tables.vertebra.number(level, parameter, unit);
    };
    VertebraParameters p;
    p.height = table("body_height") * scale.length();
    p.upper = {table("upper_endplate_width") * scale.size(level, "upper_endplate_width") * breadth,
               table("upper_endplate_depth") * scale.size(level, "upper_endplate_depth"),
               table("concavity_of_upper_endplate")};
    if (sacrum) {
        p.lower = p.upper;
        return p;
    }
    const double width_ratio = scale.size(level, "lower_endplate_width");
    const double depth_ratio = scale.size(level, "lower_endplate_depth");
    p.lower = {table("lower_endplate_width") * width_ratio * breadth, table("lower_endplate_depth") * depth_ratio,
               table("concavity_of_lower_endplate")};
    p.wedge_deg = of_sex(sex, table("body_wedge_female", "deg"), table("body_wedge_male", "deg"));
    p.pedicle_width = table("pedicle_width") * scale.size(level, "pedicle_width");
    p.pedicle_height = table("pedicle_height") * scale.size(level, "pedicle_height");
    p.canal_width = table("canal_width") * scale.size(level, "canal_width");
    p.canal_depth = table("canal_depth") * scale.size(level, "canal_depth");
    p.transverse_span = table("transverse_process_span") * width_ratio;
    p.spinous_reach = table("spinous_tip_behind_body_centre") * depth_ratio;
    p.spinous_height = table("spinous_process_height") * scale.length();
    return p;
}

double age_factor(const Table& scaling, std::string_view level, Sex sex, double age) {
    const double from = scaling.number("all", "age_from", "years");
    const double to = scaling.number("all", "age_to", "years");
    const double intercept = of_sex(sex, scaling.number(level, "disc_height_intercept_female", "mm"),
                                    scaling.number(level, "disc_height_intercept_male", "mm"));
    const double per_year = of_sex(sex, scaling.number(level, "disc_height_per_year_female", "mm"),
                                   scaling.number(level, "disc_height_per_year_male", "mm"));
    const double reference_age = scaling.number("all", "reference_age", "years");
    return (intercept + per_year * std::clamp(age, from, to)) / (intercept + per_year * reference_age);
}

FacetParameters facet_parameters(const Tables& tables, std::string_view level, double length_ratio, double width_ratio,
                                 double depth_ratio, int grade, double height_loss) {
    const Table& facets = tables.facet;
    FacetParameters f;
    f.anterior = facets.number(level, "centre_anterior", "mm") * depth_ratio;
    f.cranial = facets.number(level, "centre_cranial", "mm") * length_ratio;
    f.lateral = facets.number(level, "centre_lateral", "mm") * width_ratio;
    f.angle_to_sagittal_deg = facets.number(level, "angle_to_sagittal", "deg");
    f.angle_to_transverse_deg = facets.number(level, "angle_to_transverse", "deg");
    f.height = facets.number(level, "height", "mm") * length_ratio;
    f.width = facets.number(level, "width", "mm") * width_ratio;
    f.curvature_radius = facets.number(level, "curvature_radius", "mm") * width_ratio;
    const double healthy_space = facets.number(level, "cartilage_gap", "mm");
    const double healthy_cartilage = facets.number(level, "bone_gap", "mm") - healthy_space;
    const auto factor = [&](std::string_view what) {
        return tables.cartilage.number(level, fmt::format("grade_{}_{}_factor", grade, what), "1");
    };
    const double lean = std::cos(f.angle_to_transverse_deg * std::numbers::pi / 180.0);
    const double space = std::max(0.0, healthy_space * factor("gap") - height_loss * lean);
    f.cartilage_thickness = healthy_cartilage * factor("thickness");
    f.bone_gap = space + f.cartilage_thickness;
    return f;
}

}  // namespace

BodyParameters body_parameters(const Person& person, const SpineOptions& options) {
    check(person, options);
    const Tables tables;
    const StatureScale scale(tables.scaling, person);
    BodyParameters body;
    for (std::size_t i = 0; i < vertebra_count; ++i) {
        body.vertebra[i] = vertebra_parameters(tables, scale, static_cast<Vertebra>(i), person.sex);
    }
    for (std::size_t i = 0; i < disc_count; ++i) {
        const std::string level(disc_names[i]);
        const std::string grade = fmt::format("grade_{}", person.disc_grade[i]);
        const std::string above_level(vertebra_names[i]);
        const double width_ratio = scale.size(above_level, "lower_endplate_width");
        const double depth_ratio = scale.size(above_level, "lower_endplate_depth");
        DiscParameters& d = body.disc[i];
        d.height_factor = tables.disc.number(level, grade + "_height_factor", "1");
        const double healthy_height = tables.disc.number(level, "rim_height", "mm") * scale.length() *
                                      person.disc_height_scale *
                                      age_factor(tables.scaling, level, person.sex, person.age_years);
        d.height = healthy_height * d.height_factor;
        d.height_loss = healthy_height - d.height;
        d.wedge_deg = tables.disc.number(level, "wedge", "deg") * options.lordosis_scale * d.height_factor;
        d.nucleus_fraction = tables.disc.number(level, "nucleus_area_fraction", "1") *
                             tables.disc.number(level, grade + "_nucleus_area_factor", "1");
        d.nucleus_offset = tables.disc.number(level, "nucleus_posterior_offset", "mm") * depth_ratio;
        d.cartilage_thickness = tables.disc.number(level, "cartilage_endplate_thickness", "mm");
        d.flavum_section = tables.disc.number(level, "flavum_section", "mm2");
        d.facet = facet_parameters(tables, level, scale.length(), width_ratio, depth_ratio, person.facet_grade[i],
                                   d.height_loss);

        const double deepest = std::max(body.vertebra[i].lower.depth, body.vertebra[i + 1].upper.depth);
        const double tilt = deepest * std::abs(std::sin(0.5 * d.wedge_deg * std::numbers::pi / 180.0));
        if (d.height - tilt < smallest_disc_height) {
            throw UserError(fmt::format(
                "disc {} would be {:.1f} mm high at its thin side, less than {} mm: lower lordosis_scale or the grade",
                level, d.height - tilt, smallest_disc_height));
        }
    }
    body.central_endplate_fraction = tables.vertebra.number("all", "central_endplate_fraction", "1");
    body.indentation = tables.vertebra.number("all", "outline_indentation", "mm") * scale.length();
    body.indentation_width_fraction = tables.vertebra.number("all", "outline_indentation_width_fraction", "1");
    body.waist = tables.vertebra.number("all", "body_waist", "1");
    body.bony_endplate_thickness = tables.vertebra.number("all", "bony_endplate_thickness", "mm");
    return body;
}

}  // namespace spondyl
