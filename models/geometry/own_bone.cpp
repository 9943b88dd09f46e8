// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/own_bone.hpp"

#include <fmt/format.h>

#include <Eigen/Dense>
#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <mutex>
#include <numbers>
#include <optional>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/anatomy/table.hpp"
#include "models/geometry/surface_file.hpp"
#include "models/geometry/vertebra_shape.hpp"

namespace spondyl {
namespace {

constexpr double smallest_bone = 45.0;  // mm, diagonal of the box around it
constexpr double largest_bone = 350.0;  // a sacrum with the hip bones is not one vertebra
constexpr double coarsest_edge = 6.0;   // mm, mean: rims and joints are no longer resolved
constexpr double coarse_edge = 3.0;
constexpr std::size_t fewest_triangles = 300;
constexpr double least_covered = 0.5;  // of the template: less is not a vertebra, or only a part of one
constexpr double mostly_covered = 0.9;
constexpr double poor_distance = 1.0;        // mm, mean
constexpr double joining = 1e-3;             // mm, within which points are merged
constexpr double narrowest_endplate = 1.05;  // width over depth
constexpr double widest_endplate = 2.2;

double millimetres(LengthUnit unit) {
    return unit == LengthUnit::mm ? 1.0 : unit == LengthUnit::cm ? 10.0 : 1000.0;
}

std::string file_of(Vertebra v, const OwnBones& bones) {
    return fmt::format("bone {} ({})", name(v), bones.surface[static_cast<std::size_t>(v)]);
}

CleanSurface read_bone(Vertebra v, const OwnBones& bones) {
    Surface surface = read_surface(bones.surface[static_cast<std::size_t>(v)]);
    const double factor = millimetres(bones.unit);
    Vec3 low = Vec3::Constant(1e300);
    Vec3 high = -low;
    for (Vec3& p : surface.points) {
        p *= factor;
        low = low.cwiseMin(p);
        high = high.cwiseMax(p);
    }
    const double size = (high - low).norm();
    if (!(size >= smallest_bone && size <= largest_bone)) {
        std::string help;
        for (const LengthUnit unit : {LengthUnit::mm, LengthUnit::cm, LengthUnit::m}) {
            const double other = size / factor * millimetres(unit);
            if (other >= smallest_bone && other <= largest_bone)
                help += fmt::format("; unit = \"{}\" would make it {:.0f} mm", name(unit), other);
        }
        throw UserError(fmt::format("{}: with unit = \"{}\" it is {:.3g} mm large, vertebrae are {} to {} mm{}",
                                    file_of(v, bones), name(bones.unit), size, smallest_bone, largest_bone, help));
    }
    CleanSurface clean = clean_surface(surface, joining);
    if (clean.surface.triangles.size() < fewest_triangles || clean.mean_edge > coarsest_edge) {
        throw UserError(fmt::format(
            "{}: {} triangles with a mean edge of {:.1f} mm are too coarse; at least {} with at most {} mm are needed",
            file_of(v, bones), clean.surface.triangles.size(), clean.mean_edge, fewest_triangles, coarsest_edge));
    }
    return clean;
}

struct Template {
    BodyParameters body;
    PlacedColumn column;
    std::array<std::optional<VertebraShape>, vertebra_count> shape;
};

// The part of the template that is fitted to the bone. S1 ends in a cut, and its alae and crest were never measured, so
// only its upper part is used.
Surface searched_part(const Template& t, Vertebra v) {
    const Surface& whole = t.shape[static_cast<std::size_t>(v)]->bone;
    if (v != Vertebra::S1) return whole;
    const Frame& frame = t.column.vertebra[static_cast<std::size_t>(v)];
    const double floor = -0.5 * t.body.vertebra[static_cast<std::size_t>(v)].height + 4.0;
    Surface part;
    std::vector<int> place(whole.points.size(), -1);
    for (std::size_t i = 0; i < whole.points.size(); ++i) {
        if (frame.to_local(whole.points[i]).y() < floor) continue;
        place[i] = static_cast<int>(part.points.size());
        part.points.push_back(whole.points[i]);
    }
    for (const Triangle& tri : whole.triangles) {
        Triangle moved{};
        for (std::size_t c = 0; c < 3; ++c) moved[c] = place[static_cast<std::size_t>(tri[c])];
        if (*std::ranges::min_element(moved) >= 0) part.triangles.push_back(moved);
    }
    return part;
}

// The outline formula is linear in its centre, half axes and hollow: least squares over the mapped rim.
Endplate carried(const Endplate& e, const BoneMap& map) {
    constexpr int count = 96;
    Eigen::Matrix<double, count, 4> shape;
    Eigen::Matrix<double, count, 3> place;
    const double hollow_width = 2.0 * e.outline.indentation_width / e.outline.width;  // of v
    for (int k = 0; k < count; ++k) {
        const double angle = 2.0 * std::numbers::pi * k / count;
        const double u = std::cos(angle);
        const double v = std::sin(angle);
        const double s = v / hollow_width;
        shape.row(k) << 1.0, u, v, u < 0.0 ? u * u * std::exp(-s * s) : 0.0;
        place.row(k) = map(e.surface_point(e.outline.point(u, v))).transpose();
    }
    const Eigen::Matrix<double, 4, 3> best = shape.householderQr().solve(place);
    const Vec3 ahead = best.row(1).transpose();
    const Vec3 right = best.row(2).transpose();
    Endplate own;
    own.central_fraction = e.central_fraction;
    const Vec3 y = right.cross(ahead).normalized();
    const Vec3 x = (ahead.normalized() + y.cross(right.normalized())).normalized();
    own.frame.origin = best.row(0).transpose();
    own.frame.rotation << x, y, x.cross(y);
    own.outline.depth = 2.0 * ahead.norm();
    own.outline.width = 2.0 * right.norm();
    own.outline.indentation = std::max(0.0, best.row(3).dot(x.transpose()));
    own.outline.indentation_width = e.outline.indentation_width / e.outline.width * own.outline.width;
    // The dip, over the points of the concave part.
    double above = 0.0;
    double squares = 0.0;
    constexpr int rings = 8;
    for (int ring = 0; ring < rings; ++ring) {
        for (int k = 0; k < 24; ++k) {
            const double r = e.central_fraction * (ring + 0.5) / rings;
            const double angle = 2.0 * std::numbers::pi * k / 24;
            const Vec2 at(0.5 * e.outline.depth * r * std::cos(angle), 0.5 * e.outline.width * r * std::sin(angle));
            const Vec3 local = own.frame.to_local(map(e.surface_point(at)));
            const double q = r / e.central_fraction;
            const double form = (1.0 - q * q) * (1.0 - q * q);
            above += r * form * local.y();
            squares += r * form * form;
        }
    }
    own.dip = above / squares;
    return own;
}

double wedge_of(const Endplate& superior, const Endplate& inferior) {
    const Vec3 y = inferior.frame.rotation.transpose() * superior.frame.rotation.col(1);
    return deg_per_rad * std::atan2(y.x(), y.y());
}

class Fitting {
  public:
    Fitting(const SpineAnatomy& anatomy, const Person& person) : anatomy_(anatomy), bones_(person.bones) {
        // Grades narrow discs and joints, which the bones determine themselves; the scales are relative to the tables.
        Person mean;
        mean.sex = person.sex;
        mean.height_cm = person.height_cm;
        mean.age_years = person.age_years;
        const SpineOptions whole{.top = Vertebra::T12};
        template_.body = body_parameters(anatomy, mean, whole);
        template_.column = place_column(template_.body, whole);
    }

    OwnBone fit(Vertebra v, const std::vector<std::pair<std::string, Vec3>>& marked,
                const std::optional<BoneMap>& start) {
        const auto i = static_cast<std::size_t>(v);
        template_.shape[i] = make_vertebra_shape(v, anatomy_, template_.body, template_.column);
        CleanSurface clean = read_bone(v, bones_);
        std::vector<MarkedPoint> marks;
        marks.reserve(marked.size());
        const std::map<std::string, Vec3>& landmarks = template_.shape[i]->landmarks;
        for (const auto& [name_of, place] : marked) marks.push_back({landmarks.at(name_of), place});
        const TemplateFit found = fit_template(searched_part(template_, v), clean.surface, marks, start);
        if (found.covered < least_covered) {
            throw UserError(
                fmt::format("{}: only {:.0f} % of a vertebra {} could be found in this surface: is it a "
                            "whole vertebra, and no other bone?",
                            file_of(v, bones_), 100.0 * found.covered, name(v)));
        }
        OwnBone bone;
        bone.vertebra = v;
        bone.map = found.map;
        bone.superior = carried(template_.column.superior[i], found.map);
        bone.inferior = carried(template_.column.inferior[i], found.map);
        read_endplates(v, found.bone, marked, bone);
        for (const auto& [name_of, place] : landmarks) {
            if (!name_of.ends_with("_normal")) bone.landmarks[name_of] = found.map(place);
        }
        for (const auto& [name_of, direction] : landmarks) {
            if (!name_of.ends_with("_normal")) continue;
            const std::string centre = name_of.substr(0, name_of.size() - 6) + "centre";
            bone.landmarks[name_of] = found.map.normal(landmarks.at(centre), direction);
        }
        mark_endplate("superior", bone.superior, bone);
        if (v != Vertebra::S1) mark_endplate("inferior", bone.inferior, bone);
        for (const auto& [name_of, place] : marked) bone.landmarks[name_of] = place;
        measure(v, clean, found, bone);
        bone.surface = std::move(clean.surface);
        return bone;
    }

    [[nodiscard]] bool knows(Vertebra v, const std::string& landmark) {
        const auto i = static_cast<std::size_t>(v);
        if (!template_.shape[i])
            template_.shape[i] = make_vertebra_shape(v, anatomy_, template_.body, template_.column);
        return template_.shape[i]->landmarks.contains(landmark);
    }

    // Centre of the lower endplate, in the template.
    [[nodiscard]] const Vec3& lower_end(Vertebra v) const {
        return template_.column.inferior[static_cast<std::size_t>(v)].frame.origin;
    }

  private:
    // For an endplate with marked rim points the map is more reliable than the surface.
    void read_endplates(Vertebra v, const OrientedPoints& points,
                        const std::vector<std::pair<std::string, Vec3>>& marked, OwnBone& bone) const {
        const auto is_marked = [&](const std::string& end) {
            return std::ranges::any_of(marked, [&](const auto& mark) { return mark.first.ends_with(end + "_rim"); });
        };
        const double waist = template_.body.waist;
        // Twice, since the taper of the wall at each endplate depends on the other.
        const Wall wall = v == Vertebra::S1 ? Wall::front : Wall::whole;
        for (int round = 0; round < 2; ++round) {
            if (!is_marked("superior"))
                bone.superior = read_endplate(points, bone.superior, bone.inferior, 1.0, waist, wall);
            if (v != Vertebra::S1 && !is_marked("inferior"))
                bone.inferior = read_endplate(points, bone.inferior, bone.superior, -1.0, waist, wall);
        }
        if (v == Vertebra::S1) {
            // The bone has no lower end: the plane is parallel to the upper one, at the distance given in the tables.
            const double size = std::cbrt(bone.map.linear.determinant());
            const double down = size * template_.body.vertebra[static_cast<std::size_t>(v)].height;
            bone.inferior.frame = {bone.superior.frame.to_global({0.0, -down, 0.0}), bone.superior.frame.rotation};
        }
    }

    static void mark_endplate(const std::string& side, const Endplate& e, OwnBone& bone) {
        bone.landmarks[side + "_endplate_centre"] = e.surface_point({0.0, 0.0});
        bone.landmarks["anterior_" + side + "_rim"] = e.surface_point(e.outline.point(1.0, 0.0));
        bone.landmarks["posterior_" + side + "_rim"] = e.surface_point(e.outline.point(-1.0, 0.0));
        bone.landmarks["right_" + side + "_rim"] = e.surface_point(e.outline.point(0.0, 1.0));
        bone.landmarks["left_" + side + "_rim"] = e.surface_point(e.outline.point(0.0, -1.0));
    }

    void measure(Vertebra v, const CleanSurface& clean, const TemplateFit& found, OwnBone& bone) const {
        const auto i = static_cast<std::size_t>(v);
        const std::map<std::string, Vec3>& of_template = template_.shape[i]->landmarks;
        const auto ratio = [&](const std::string& a, const std::string& b) {
            return (bone.landmarks.at(a) - bone.landmarks.at(b)).norm() /
                   (of_template.at(a) - of_template.at(b)).norm();
        };
        bone.canal_width = ratio("pedicle_left", "pedicle_right");
        bone.canal_depth = v == Vertebra::S1 ? 1.0 : ratio("posterior_superior_rim", "lamina_front");
        const double height = (bone.superior.frame.origin - bone.inferior.frame.origin).norm();
        bone.size = {ratio("anterior_superior_rim", "spinous_process_tip"), height / template_.body.vertebra[i].height,
                     v == Vertebra::S1 ? ratio("wing_tip_left", "wing_tip_right")
                                       : ratio("transverse_process_tip_left", "transverse_process_tip_right")};
        BoneFit& fit = bone.fit;
        fit.vertebra = v;
        fit.triangles = static_cast<double>(clean.surface.triangles.size());
        fit.open_edges = static_cast<double>(clean.open_edges);
        fit.parts_left_out = static_cast<double>(clean.parts_left_out);
        fit.distance_mean_mm = found.distance_mean;
        fit.distance_max_mm = found.distance_max;
        fit.covered = found.covered;
        fit.scale = std::cbrt(found.map.linear.determinant());
        fit.upper_width_mm = bone.superior.outline.width;
        fit.upper_depth_mm = bone.superior.outline.depth;
        fit.upper_concavity_mm = -bone.superior.dip;
        if (v != Vertebra::S1) {
            fit.lower_width_mm = bone.inferior.outline.width;
            fit.lower_depth_mm = bone.inferior.outline.depth;
            fit.lower_concavity_mm = bone.inferior.dip;
            fit.height_mm = height;
            fit.wedge_deg = wedge_of(bone.superior, bone.inferior);
        }
        const auto warn = [&](bool wrong, FitWarningKind kind, double value, double limit) {
            if (wrong) bone.warnings.push_back({kind, v, value, limit});
        };
        warn(fit.distance_mean_mm > poor_distance, FitWarningKind::distance, fit.distance_mean_mm, poor_distance);
        warn(fit.covered < mostly_covered, FitWarningKind::covered, fit.covered, mostly_covered);
        warn(clean.open_edges > 0, FitWarningKind::open, fit.open_edges, 0.0);
        warn(clean.mean_edge > coarse_edge, FitWarningKind::coarse, clean.mean_edge, coarse_edge);
        const double shape = fit.upper_width_mm / fit.upper_depth_mm;
        warn(shape < narrowest_endplate, FitWarningKind::proportion, shape, narrowest_endplate);
        warn(shape > widest_endplate, FitWarningKind::proportion, shape, widest_endplate);
    }

    const SpineAnatomy& anatomy_;
    OwnBones bones_;
    Template template_;
};

using Marks = std::array<std::vector<std::pair<std::string, Vec3>>, vertebra_count>;

Marks read_marks(const OwnBones& bones, Fitting& fitting) {
    Marks marks;
    if (bones.landmarks.empty()) return marks;
    const Table table = Table::read(
        bones.landmarks, {.columns = {"vertebra", "landmark", "x", "y", "z"}, .key = {"vertebra", "landmark"}});
    for (const Table::Row& row : table.rows()) {
        const auto fail = [&](const std::string& what) {
            throw UserError(fmt::format("{}:{}: {}", table.file().string(), row.line, what));
        };
        const auto vertebra = find_enumerator<Vertebra>(table.text(row, "vertebra"));
        if (!vertebra) fail(fmt::format("no vertebra \"{}\"; allowed: T12 to S1", table.text(row, "vertebra")));
        const std::string& landmark = table.text(row, "landmark");
        if (bones.surface[static_cast<std::size_t>(*vertebra)].empty())
            fail(fmt::format("{} has a landmark but no surface", name(*vertebra)));
        if (landmark.ends_with("_normal") || !fitting.knows(*vertebra, landmark))
            fail(fmt::format("{} has no landmark \"{}\"; docs/anatomy.md lists them", name(*vertebra), landmark));
        const Vec3 place(table.number(row, "x"), table.number(row, "y"), table.number(row, "z"));
        marks[static_cast<std::size_t>(*vertebra)].emplace_back(landmark, millimetres(bones.unit) * place);
    }
    return marks;
}

// Identity of the input of the fits, which are repeated when a file has another size or time.
std::string origin_of(const SpineAnatomy& anatomy, const Person& person) {
    std::string text = fmt::format("{} {} {} {} {}", fmt::ptr(&anatomy), name(person.sex), person.height_cm,
                                   person.age_years, name(person.bones.unit));
    const auto add = [&](const std::string& file) {
        std::error_code unknown;
        const auto time = std::filesystem::last_write_time(file, unknown);
        const auto size = unknown ? 0 : std::filesystem::file_size(file, unknown);
        text += fmt::format("|{} {} {}", file, size, unknown ? 0 : time.time_since_epoch().count());
    };
    for (const std::string& file : person.bones.surface) add(file);
    add(person.bones.landmarks);
    return text;
}

using Bones = std::vector<std::shared_ptr<const OwnBone>>;

Bones fit_all(const SpineAnatomy& anatomy, const Person& person) {
    Fitting fitting(anatomy, person);
    const Marks marks = read_marks(person.bones, fitting);
    Bones bones;
    std::optional<BoneMap> above;
    for (std::size_t v = 0; v < vertebra_count; ++v) {
        if (person.bones.surface[v].empty()) continue;
        const auto vertebra = static_cast<Vertebra>(v);
        bones.push_back(std::make_shared<const OwnBone>(fitting.fit(vertebra, marks[v], above)));
        // The relative positions of neighbours are nearly those in the tables: a start for bones that have more or
        // fewer parts.
        const Mat3& linear = bones.back()->map.linear;
        const Eigen::JacobiSVD<Mat3> svd(linear, Eigen::ComputeFullU | Eigen::ComputeFullV);
        above.emplace();
        above->linear = std::cbrt(linear.determinant()) * svd.matrixU() * svd.matrixV().transpose();
        const Vec3 joint = fitting.lower_end(vertebra);
        above->offset = bones.back()->map(joint) - above->linear * joint;
    }
    return bones;
}

}  // namespace

std::vector<std::shared_ptr<const OwnBone>> own_bones(const SpineAnatomy& anatomy, const Person& person) {
    static std::mutex mutex;
    static std::map<std::string, Bones> known;
    const std::string origin = origin_of(anatomy, person);
    const std::scoped_lock lock(mutex);
    if (const auto found = known.find(origin); found != known.end()) return found->second;
    constexpr std::size_t most_kept = 8;  // spines: a sweep may use thousands of different ones
    if (known.size() >= most_kept) known.clear();
    return known[origin] = fit_all(anatomy, person);
}

}  // namespace spondyl
