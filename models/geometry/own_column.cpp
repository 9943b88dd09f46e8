// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/own_column.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/error.hpp"
#include "core/math/units.hpp"

namespace spondyl {
namespace {

constexpr double thinnest_disc = 1.0;        // mm, anywhere; below it the layers of a disc cannot be meshed
constexpr double farthest_neighbour = 45.0;  // mm, between the facing endplates
constexpr double most_turned = 60.0;         // deg, between facing endplates
constexpr double narrow_joint = 0.0;         // mm, between the bones of a facet joint
constexpr double wide_joint = 6.0;

Mat3 midway(const Mat3& a, const Mat3& b) {
    return Eigen::Quaterniond(a).slerp(0.5, Eigen::Quaterniond(b)).toRotationMatrix();
}

class OwnColumnAssembly {
  public:
    OwnColumnAssembly(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options)
        : options_(options),
          tables_(body_parameters(anatomy, person, options)),
          of_tables_(place_column(tables_, options)) {
        own_.body = tables_;
        own_.column = of_tables_;
        for (auto& bone : own_bones(anatomy, person)) {
            const auto v = static_cast<std::size_t>(bone->vertebra);
            if (v >= top() && v <= bottom()) own_.bone[v] = std::move(bone);
        }
        for (std::size_t v = 0; v < vertebra_count; ++v) {
            if (!own_.bone[v]) continue;
            first_ = std::min(first_, v);
            last_ = v;
        }
        if (first_ == vertebra_count) {
            throw UserError(fmt::format("none of the person's own bones lies between {} and {}", name(options.top),
                                        name(options.bottom)));
        }
        for (std::size_t v = first_; v <= last_; ++v) {
            if (own_.bone[v]) continue;
            throw UserError(
                fmt::format("person.bones has {} and {} but not {} between them: bones may be missing "
                            "only above the highest and below the lowest one",
                            vertebra_names[v - 1], vertebra_names[v + 1], vertebra_names[v]));
        }
    }

    OwnColumn make() {
        for (std::size_t v = first_; v <= last_; ++v) take_bone(v);
        for (std::size_t d = first_; d < last_; ++d) take_disc(d);
        for (std::size_t v = 0; v < first_; ++v)
            take_from_tables(v, v, of_tables_.superior[first_].frame, own_.column.superior[first_].frame);
        for (std::size_t v = last_ + 1; v < vertebra_count; ++v)
            take_from_tables(v, v - 1, of_tables_.inferior[last_].frame, own_.column.inferior[last_].frame);
        for (std::size_t d = top(); d < bottom(); ++d) {
            if (own_.bone[d] || own_.bone[d + 1]) take_joints(d);
        }
        to_standing();
        report();
        return std::move(own_);
    }

  private:
    [[nodiscard]] std::size_t top() const { return static_cast<std::size_t>(options_.top); }
    [[nodiscard]] std::size_t bottom() const { return static_cast<std::size_t>(options_.bottom); }

    void take_bone(std::size_t v) {
        const OwnBone& bone = *own_.bone[v];
        PlacedColumn& c = own_.column;
        c.superior[v] = bone.superior;
        c.inferior[v] = bone.inferior;
        c.vertebra[v] = {0.5 * (bone.superior.frame.origin + bone.inferior.frame.origin),
                         midway(bone.superior.frame.rotation, bone.inferior.frame.rotation)};
        VertebraParameters& p = own_.body.vertebra[v];
        const auto sizes = [](const Endplate& e) {
            return EndplateParameters{e.outline.width, e.outline.depth, std::abs(e.dip)};
        };
        p.upper = sizes(bone.superior);
        p.lower = sizes(bone.inferior);
        p.height = (bone.superior.frame.origin - bone.inferior.frame.origin).norm();
        p.wedge_deg = bone.fit.wedge_deg;
        p.canal_width *= bone.canal_width;
        p.canal_depth *= bone.canal_depth;
    }

    void take_disc(std::size_t d) {
        const Endplate& upper = own_.column.inferior[d];
        const Endplate& lower = own_.column.superior[d + 1];
        const auto both = fmt::format("bones {} and {}", vertebra_names[d], vertebra_names[d + 1]);
        const double turned =
            deg_per_rad * Eigen::AngleAxisd(lower.frame.rotation.transpose() * upper.frame.rotation).angle();
        if (turned > most_turned) {
            throw UserError(
                fmt::format("{}: their facing endplates are rotated by {:.0f} degrees relative to each other: are "
                            "both from one spine, in the same axes?",
                            both, turned));
        }
        Frame& frame = own_.column.disc[d];
        frame = {0.5 * (upper.frame.origin + lower.frame.origin), midway(upper.frame.rotation, lower.frame.rotation)};
        const Vec3 apart = frame.rotation.transpose() * (upper.frame.origin - lower.frame.origin);
        if (apart.y() <= 0.0 || apart.norm() > farthest_neighbour) {
            throw UserError(
                fmt::format("{}: the lower endplate of {} lies {:.1f} mm {} the upper one of {}, {:.1f} mm off "
                            "its axis: are files exchanged, is a level missing?",
                            both, vertebra_names[d], std::abs(apart.y()), apart.y() > 0.0 ? "above" : "below",
                            vertebra_names[d + 1], std::hypot(apart.x(), apart.z())));
        }
        const double thinnest = least_height(upper, lower, frame.rotation.col(1));
        if (thinnest < thinnest_disc) {
            throw UserError(
                fmt::format("{}: the disc between them would be {:.1f} mm high at its thinnest place, at least "
                            "{} mm are needed: do the surfaces touch?",
                            both, thinnest, thinnest_disc));
        }
        DiscParameters& p = own_.body.disc[d];
        p.height = apart.y();
        p.height_loss = p.height * (1.0 / p.height_factor - 1.0);
        const Vec3 up = lower.frame.rotation.transpose() * upper.frame.rotation.col(1);
        p.wedge_deg = deg_per_rad * std::atan2(-up.x(), up.y());
        p.nucleus_offset *= upper.outline.depth / tables_.vertebra[d].lower.depth;
    }

    static double least_height(const Endplate& upper, const Endplate& lower, const Vec3& normal) {
        double least = 1e300;
        for (int ring = 0; ring <= 10; ++ring) {
            for (int k = 0; k < 48; ++k) {
                const double angle = 2.0 * std::numbers::pi * k / 48;
                const double u = 0.1 * ring * std::cos(angle);
                const double v = 0.1 * ring * std::sin(angle);
                least = std::min(least, normal.dot(upper.surface_point(upper.outline.point(u, v)) -
                                                   lower.surface_point(lower.outline.point(u, v))));
            }
        }
        return least;
    }

    // Vertebra `v` and its disc `d` towards the person's own bones lie as those of the tables do, seen from the
    // endplate that faces them: `of_tables` there, `own` here.
    void take_from_tables(std::size_t v, std::size_t d, const Frame& of_tables, const Frame& own) {
        const Mat3 rotation = own.rotation * of_tables.rotation.transpose();
        const auto moved = [&](const Frame& frame) -> Frame {
            return {own.origin + rotation * (frame.origin - of_tables.origin), rotation * frame.rotation};
        };
        PlacedColumn& c = own_.column;
        c.disc[d] = moved(of_tables_.disc[d]);
        c.vertebra[v] = moved(of_tables_.vertebra[v]);
        c.superior[v].frame = moved(of_tables_.superior[v].frame);
        c.inferior[v].frame = moved(of_tables_.inferior[v].frame);
    }

    // Positions, planes and sizes of the joints: the mean of left and right and of the two bones, where both are the
    // person's own.
    void take_joints(std::size_t d) {
        FacetParameters& f = own_.body.disc[d].facet;
        const Frame& disc = own_.column.disc[d];
        Vec3 centre = Vec3::Zero();
        Vec3 facing = Vec3::Zero();  // of the lower bone's surface
        double height = 0.0;
        double width = 0.0;
        for (const std::string side : {"right", "left"}) {
            const double mirror = side == "right" ? 1.0 : -1.0;
            Vec3 n = Vec3::Zero();
            Vec3 at = Vec3::Zero();
            double ends = 0.0;
            if (const OwnBone* lower = own_.bone[d + 1].get()) {
                const Vec3& mark = lower->landmarks.at("superior_facet_" + side + "_centre");
                n += lower->landmarks.at("superior_facet_" + side + "_normal");
                at += mark;
                ends += 1.0;
                height += (lower->landmarks.at("superior_facet_" + side + "_cranial_rim") - mark).norm();
                width += (lower->landmarks.at("superior_facet_" + side + "_lateral_rim") - mark).norm();
            }
            if (const OwnBone* upper = own_.bone[d].get()) {
                n -= upper->landmarks.at("inferior_facet_" + side + "_normal");
                at += upper->landmarks.at("inferior_facet_" + side + "_centre");
                ends += 1.0;
            }
            n.normalize();
            at /= ends;
            // A single bone determines only one side of the gap.
            if (!own_.bone[d + 1]) at -= 0.5 * f.bone_gap * n;
            if (!own_.bone[d]) at += 0.5 * f.bone_gap * n;
            Vec3 local = disc.to_local(at);
            Vec3 direction = disc.rotation.transpose() * n;
            local.z() *= mirror;
            direction.z() *= mirror;
            centre += 0.5 * local;
            facing += 0.5 * direction;
        }
        facing.normalize();
        f.anterior = centre.x();
        f.cranial = centre.y();
        f.lateral = centre.z();
        f.angle_to_transverse_deg = deg_per_rad * std::acos(std::clamp(facing.y(), -1.0, 1.0));
        f.angle_to_sagittal_deg = deg_per_rad * std::atan2(-facing.x(), -facing.z());
        if (own_.bone[d + 1]) {
            f.curvature_radius *= width / f.width;
            f.height = height;
            f.width = width;
        }
    }

    void to_standing() {
        PlacedColumn& c = own_.column;
        Vec3 right = Vec3::Zero();
        for (std::size_t v = first_; v <= last_; ++v) right += c.vertebra[v].rotation.col(2);
        right.normalize();
        const bool on_sacrum = options_.bottom == Vertebra::S1;
        const Vec3 along =
            on_sacrum ? c.superior[bottom()].frame.rotation.col(1) : c.disc[bottom() - 1].rotation.col(1);
        Mat3 axes;
        axes.col(1) = (along - right * right.dot(along)).normalized();
        axes.col(2) = right;
        axes.col(0) = axes.col(1).cross(right);
        const Mat3 slope = on_sacrum ? turn_about_z(-options_.sacral_slope_deg) : Mat3::Identity();
        const Mat3 rotation = slope * axes.transpose();
        own_.surfaces = {-(rotation * c.superior[bottom()].frame.origin), rotation};
        const auto place = [&](Frame& frame) {
            frame = {own_.surfaces.to_global(frame.origin), rotation * frame.rotation};
        };
        for (Frame& frame : c.vertebra) place(frame);
        for (Frame& frame : c.disc) place(frame);
        for (Endplate& endplate : c.superior) place(endplate.frame);
        for (Endplate& endplate : c.inferior) place(endplate.frame);
    }

    void report() {
        OwnSpineFit& fit = own_.fit;
        const PlacedColumn& c = own_.column;
        for (std::size_t v = top(); v <= bottom(); ++v) {
            if (!own_.bone[v]) {
                fit.warnings.push_back({FitWarningKind::missing, static_cast<Vertebra>(v), 0.0, 0.0});
                continue;
            }
            fit.bones.push_back(own_.bone[v]->fit);
            fit.warnings.insert(fit.warnings.end(), own_.bone[v]->warnings.begin(), own_.bone[v]->warnings.end());
        }
        for (std::size_t d = first_; d < last_; ++d) {
            const Endplate& upper = c.inferior[d];
            const Endplate& lower = c.superior[d + 1];
            DiscFit& disc = fit.discs.emplace_back();
            disc.disc = static_cast<Disc>(d);
            disc.height_mm = own_.body.disc[d].height;
            const auto height = [&](double u) {
                return (upper.surface_point(upper.outline.point(u, 0.0)) -
                        lower.surface_point(lower.outline.point(u, 0.0)))
                    .norm();
            };
            disc.height_anterior_mm = height(1.0);
            disc.height_posterior_mm = height(-1.0);
            const Mat3 turned = lower.frame.rotation.transpose() * upper.frame.rotation;
            disc.wedge_deg = own_.body.disc[d].wedge_deg;
            disc.lateral_deg = deg_per_rad * std::atan2(turned(2, 1), turned(1, 1));
            disc.axial_deg = deg_per_rad * std::atan2(-turned(2, 0), turned(0, 0));
            disc.step_mm = c.disc[d].to_local(upper.frame.origin).x() - c.disc[d].to_local(lower.frame.origin).x();
            disc.joint_gap_left_mm = joint_gap(d, "left");
            disc.joint_gap_right_mm = joint_gap(d, "right");
            for (const double gap : {disc.joint_gap_left_mm, disc.joint_gap_right_mm}) {
                if (gap >= narrow_joint && gap <= wide_joint) continue;
                fit.warnings.push_back({FitWarningKind::joint_gap, static_cast<Vertebra>(d), gap,
                                        gap < narrow_joint ? narrow_joint : wide_joint});
            }
        }
        const Vec3 up = c.superior[last_].frame.rotation.transpose() * c.superior[first_].frame.rotation.col(1);
        fit.lordosis_deg = deg_per_rad * std::atan2(-up.x(), up.y());
    }

    [[nodiscard]] double joint_gap(std::size_t d, const std::string& side) const {
        const auto& upper = own_.bone[d]->landmarks;
        const auto& lower = own_.bone[d + 1]->landmarks;
        const Vec3 facing =
            (lower.at("superior_facet_" + side + "_normal") - upper.at("inferior_facet_" + side + "_normal"))
                .normalized();
        return facing.dot(upper.at("inferior_facet_" + side + "_centre") -
                          lower.at("superior_facet_" + side + "_centre"));
    }

    const SpineOptions& options_;
    const BodyParameters tables_;
    const PlacedColumn of_tables_;
    OwnColumn own_;
    std::size_t first_ = vertebra_count;
    std::size_t last_ = 0;
};

}  // namespace

OwnColumn own_column(const SpineAnatomy& anatomy, const Person& person, const SpineOptions& options) {
    return OwnColumnAssembly(anatomy, person, options).make();
}

}  // namespace spondyl
