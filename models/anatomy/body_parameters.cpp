// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/body_parameters.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "core/error.hpp"

namespace spondyl {
namespace {

constexpr double smallest_disc_height = 1.0;  // mm at the rim; below it the layers of a disc cannot be meshed

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
    StatureScale(const SpineScaling& scaling, const Person& person)
        : scaling_(scaling),
          breadth_(person.endplate_scale),
          column_(column_length(person.height_cm)),
          reference_column_(column_length(scaling.reference_stature_cm)) {}

    [[nodiscard]] double length() const { return column_ / reference_column_; }

    // A size that is linear in the body height of its level.
    [[nodiscard]] double size(std::size_t vertebra, const SpineScaling::Line& line) const {
        const double share = scaling_.body_height_share[vertebra];
        const double body_share = scaling_.body_share;
        const double slope = line.slope;
        const double intercept = line.intercept;
        const double height = 10.0 * column_ * body_share * share;
        const double reference_height = 10.0 * reference_column_ * body_share * share;
        return breadth_ * (slope * height + intercept) / (slope * reference_height + intercept);
    }

  private:
    [[nodiscard]] double column_length(double height_cm) const {
        return (height_cm - scaling_.column_offset_cm) / scaling_.column_divisor;
    }

    const SpineScaling& scaling_;
    double breadth_;
    double column_;  // cm
    double reference_column_;
};

VertebraParameters vertebra_parameters(const SpineAnatomy& anatomy, const StatureScale& scale, std::size_t v, Sex sex) {
    const SpineScaling& scaling = anatomy.scaling;
    const VertebraAnatomy::Level& level = anatomy.vertebrae.level[v];
    // Bodies of women are narrower than those of men of the same stature.
    const double breadth = scaling.endplate_width.of(sex);
    VertebraParameters p;
    p.height = level.body_height * scale.length();
    p.upper = {level.upper.width * scale.size(v, scaling.upper_endplate_width) * breadth,
               level.upper.depth * scale.size(v, scaling.upper_endplate_depth), level.upper.concavity};
    if (static_cast<Vertebra>(v) == Vertebra::S1) {
        p.lower = p.upper;
        return p;
    }
    const double width_ratio = scale.size(v, scaling.lower_endplate_width);
    const double depth_ratio = scale.size(v, scaling.lower_endplate_depth);
    p.lower = {level.lower.width * width_ratio * breadth, level.lower.depth * depth_ratio, level.lower.concavity};
    p.wedge_deg = level.body_wedge_deg.of(sex);
    p.pedicle_width = level.pedicle_width * scale.size(v, scaling.pedicle_width);
    p.pedicle_height = level.pedicle_height * scale.size(v, scaling.pedicle_height);
    p.canal_width = level.canal_width * scale.size(v, scaling.canal_width);
    p.canal_depth = level.canal_depth * scale.size(v, scaling.canal_depth);
    p.transverse_span = level.transverse_span * width_ratio;
    p.spinous_reach = level.spinous_reach * depth_ratio;
    p.spinous_height = level.spinous_height * scale.length();
    return p;
}

double age_factor(const SpineScaling& scaling, std::size_t disc, Sex sex, double age) {
    const double intercept = scaling.disc_height_intercept[disc].of(sex);
    const double per_year = scaling.disc_height_per_year[disc].of(sex);
    return (intercept + per_year * std::clamp(age, scaling.age_from, scaling.age_to)) /
           (intercept + per_year * scaling.reference_age);
}

FacetParameters facet_parameters(const FacetAnatomy& facet, double length_ratio, double width_ratio, double depth_ratio,
                                 std::size_t grade, double height_loss) {
    FacetParameters f;
    f.anterior = facet.centre_anterior * depth_ratio;
    f.cranial = facet.centre_cranial * length_ratio;
    f.lateral = facet.centre_lateral * width_ratio;
    f.angle_to_sagittal_deg = facet.angle_to_sagittal_deg;
    f.angle_to_transverse_deg = facet.angle_to_transverse_deg;
    f.height = facet.height * length_ratio;
    f.width = facet.width * width_ratio;
    f.curvature_radius = facet.curvature_radius * width_ratio;
    const double healthy_cartilage = facet.bone_gap - facet.cartilage_gap;
    const double lean = std::cos(f.angle_to_transverse_deg * std::numbers::pi / 180.0);
    const double space = std::max(0.0, facet.cartilage_gap * facet.gap_factor[grade] - height_loss * lean);
    f.cartilage_thickness = healthy_cartilage * facet.thickness_factor[grade];
    f.bone_gap = space + f.cartilage_thickness;
    return f;
}

}  // namespace

BodyParameters body_parameters(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    check(person, options);
    const SpineScaling& scaling = anatomy.scaling;
    const StatureScale scale(scaling, person);
    BodyParameters body;
    for (std::size_t i = 0; i < vertebra_count; ++i) {
        body.vertebra[i] = vertebra_parameters(anatomy, scale, i, person.sex);
    }
    for (std::size_t i = 0; i < disc_count; ++i) {
        const DiscAnatomy& disc = anatomy.discs[i];
        const auto grade = static_cast<std::size_t>(person.disc_grade[i]);
        const double width_ratio = scale.size(i, scaling.lower_endplate_width);
        const double depth_ratio = scale.size(i, scaling.lower_endplate_depth);
        DiscParameters& d = body.disc[i];
        d.height_factor = disc.height_factor[grade];
        const double healthy_height = disc.rim_height * scale.length() * person.disc_height_scale *
                                      age_factor(scaling, i, person.sex, person.age_years);
        d.height = healthy_height * d.height_factor;
        d.height_loss = healthy_height - d.height;
        d.wedge_deg = disc.wedge_deg * options.lordosis_scale * d.height_factor;
        d.nucleus_fraction = disc.nucleus_area_fraction * disc.nucleus_area_factor[grade];
        d.nucleus_offset = disc.nucleus_posterior_offset * depth_ratio;
        d.cartilage_thickness = disc.cartilage_endplate_thickness;
        d.flavum_section = disc.flavum_section;
        d.facet = facet_parameters(anatomy.facets[i], scale.length(), width_ratio, depth_ratio,
                                   static_cast<std::size_t>(person.facet_grade[i]), d.height_loss);

        const double deepest = std::max(body.vertebra[i].lower.depth, body.vertebra[i + 1].upper.depth);
        const double tilt = deepest * std::abs(std::sin(0.5 * d.wedge_deg * std::numbers::pi / 180.0));
        if (d.height - tilt < smallest_disc_height) {
            throw UserError(fmt::format(
                "disc {} would be {:.1f} mm high at its thin side, less than {} mm: lower lordosis_scale or the grade",
                disc_names[i], d.height - tilt, smallest_disc_height));
        }
    }
    const VertebraAnatomy& vertebrae = anatomy.vertebrae;
    body.central_endplate_fraction = vertebrae.central_endplate_fraction;
    body.indentation = vertebrae.outline_indentation * scale.length();
    body.indentation_width_fraction = vertebrae.outline_indentation_width_fraction;
    body.waist = vertebrae.body_waist;
    body.sacral_taper = anatomy.sacrum.body_taper;
    body.bony_endplate_thickness = vertebrae.bony_endplate_thickness;
    return body;
}

}  // namespace spondyl
