// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/vertebra_shape.hpp"

#include <cmath>
#include <numbers>
#include <optional>
#include <vector>

#include "core/math/units.hpp"
#include "models/geometry/signed_distance.hpp"
#include "models/geometry/surface_nets.hpp"

namespace spondyl {
namespace {

constexpr double grid_spacing = 1.1;         // mm
constexpr double rim_rounding = 2.0;         // mm, edge between wall and endplate
constexpr double process_fillet = 4.0;       // mm, between processes
constexpr double body_fillet = 3.5;          // mm, between pedicles and body
constexpr double canal_rounding = 1.5;       // mm
constexpr double disc_clearance = 1.5;       // mm around a disc that processes keep free
constexpr double articular_thickness = 6.0;  // mm
constexpr double joint_clearance = 4.0;      // mm, half the depth kept free in front of a facet
constexpr double joint_rounding = 0.8;       // mm
constexpr double joint_margin = 0.60;        // radius kept free over the facet's height and width (0.5 = the facet)
constexpr double plate_radius = 3.0;         // mm, half the thickness of laminae and spinous process
constexpr double flavum_reach = 0.35;        // of the canal's width, to either side: medial to the facet capsules

// One joint seen from one of its two bones, right side, in that vertebra's frame.
struct Joint {
    Vec3 centre;        // on the bone surface
    Vec3 normal;        // out of this bone, towards the other
    sdf::Puck process;  // the articular process behind the surface
};

Joint make_joint(const FacetParameters& f, const Frame& disc, const Frame& vertebra, bool superior_process) {
    const double sagittal = f.angle_to_sagittal_deg * rad_per_deg;
    const double transverse = f.angle_to_transverse_deg * rad_per_deg;
    // The lower vertebra's facet looks backwards, inwards and slightly up; the upper vertebra's looks at it.
    const Vec3 facing(-std::sin(sagittal) * std::sin(transverse), std::cos(transverse),
                      -std::cos(sagittal) * std::sin(transverse));
    const Vec3 n_disc = superior_process ? facing : Vec3(-facing);
    const Vec3 n = vertebra.rotation.transpose() * (disc.rotation * n_disc);
    const Vec3 gap_centre = vertebra.to_local(disc.to_global({f.anterior, f.cranial, f.lateral}));
    Joint joint;
    joint.normal = n;
    joint.centre = gap_centre - 0.5 * f.bone_gap * n;
    Vec3 up = Vec3::UnitY() - n * n.y();
    up.normalize();
    joint.process.centre = joint.centre - 0.5 * articular_thickness * n;
    joint.process.axes.col(0) = n;
    joint.process.axes.col(1) = up;
    joint.process.axes.col(2) = n.cross(up);
    joint.process.thickness = articular_thickness;
    joint.process.height = f.height;
    joint.process.width = f.width;
    return joint;
}

// The vertebral body between its endplates, in the vertebra's frame.
class BodySolid {
  public:
    BodySolid(const Endplate& superior, const Endplate& inferior, const Frame& frame, double waist)
        : superior_(superior), inferior_(inferior), waist_(waist) {
        to_superior_ = relative(superior.frame, frame);
        to_inferior_ = relative(inferior.frame, frame);
    }

    // Above (+) the cranial or below (+) the caudal bone surface.
    [[nodiscard]] double above(const Vec3& p) const {
        const Vec3 q = to_superior_.to_local(p);
        return q.y() - superior_.height(q.x(), q.z());
    }
    [[nodiscard]] double below(const Vec3& p) const {
        const Vec3 q = to_inferior_.to_local(p);
        return inferior_.height(q.x(), q.z()) - q.y();
    }
    [[nodiscard]] double wall(const Vec3& p, bool waisted) const {
        const double up = -to_superior_.to_local(p).y();
        const double down = to_inferior_.to_local(p).y();
        const double t = std::clamp(down / std::max(up + down, 1e-6), 0.0, 1.0);
        const double s = std::sin(std::numbers::pi * t);
        const double narrow = waisted ? 1.0 - waist_ * s * s : 1.0;
        return scaled(interpolate(inferior_.outline, superior_.outline, t), narrow).distance(p.x(), p.z());
    }
    [[nodiscard]] double distance(const Vec3& p) const {
        return sdf::smooth_max(wall(p, true), std::max(above(p), below(p)), rim_rounding);
    }
    // Takes away what would stand in the discs above and below.
    [[nodiscard]] double clear_discs(const Vec3& p, double solid) const {
        const double free = disc_clearance - wall(p, false);
        return std::max(solid, std::min(std::max(above(p), below(p)), free));
    }
    [[nodiscard]] double back_of(double t) const {
        const Outline o = scaled(interpolate(inferior_.outline, superior_.outline, t),
                                 1.0 - waist_ * std::sin(std::numbers::pi * t) * std::sin(std::numbers::pi * t));
        return o.point(-1.0, 0.0).x();
    }

  private:
    static Frame relative(const Frame& of, const Frame& in) {
        return {in.to_local(of.origin), in.rotation.transpose() * of.rotation};
    }

    const Endplate& superior_;
    const Endplate& inferior_;
    double waist_;
    Frame to_superior_;
    Frame to_inferior_;
};

// Everything in the vertebra's frame, right side.
class Shape {
  public:
    Shape(Vertebra vertebra, const BodyParameters& body, const PlacedColumn& column)
        : index_(static_cast<std::size_t>(vertebra)),
          column_(column),
          frame_(column.vertebra[index_]),
          p_(body.vertebra[index_]),
          solid_(column.superior[index_], column.inferior[index_], frame_, body.waist) {
        // Above T12 the column has no disc; its superior processes take the place of T12-L1's, one level up.
        const std::size_t disc_above = index_ == 0 ? 0 : index_ - 1;
        Frame above = column.disc[disc_above];
        if (index_ == 0) {
            above.rotation = column.superior[0].frame.rotation;
            above.origin = column.superior[0].frame.to_global({0.0, 0.5 * body.disc[0].height, 0.0});
        }
        superior_ = make_joint(body.disc[disc_above].facet, above, frame_, true);
        if (vertebra == Vertebra::S1) {
            build_sacrum(body.vertebra[index_ - 1]);
        } else {
            inferior_ = make_joint(body.disc[index_].facet, column.disc[index_], frame_, false);
            build_lumbar(vertebra);
        }
    }

    [[nodiscard]] double distance(const Vec3& p) const {
        double processes = superior_.process(p);
        if (inferior_) processes = sdf::smooth_min(processes, inferior_->process(p), process_fillet);
        for (const auto& cone : cones_) processes = sdf::smooth_min(processes, cone(p), process_fillet);
        for (const auto& plate : plates_) processes = sdf::smooth_min(processes, plate(p), process_fillet);
        if (!blade_.empty()) processes = sdf::smooth_min(processes, sdf::nearest(blade_, p), process_fillet);
        processes = sdf::smooth_max(processes, -canal(p), canal_rounding);
        processes = keep_joint_open(superior_, p, processes);
        if (inferior_) processes = keep_joint_open(*inferior_, p, processes);
        const double whole = sdf::smooth_min(solid_.distance(p), processes, body_fillet);
        return solid_.clear_discs(p, whole);
    }

    [[nodiscard]] ImplicitSolid implicit() const {
        Vec3 low = Vec3::Constant(-margin);
        Vec3 high = Vec3::Constant(margin);
        const auto include = [&](const Vec3& p, double radius) {
            low = low.cwiseMin(p - Vec3::Constant(radius));
            high = high.cwiseMax(p + Vec3::Constant(radius));
        };
        const Outline& lower = column_.inferior[index_].outline;
        const Outline& upper = column_.superior[index_].outline;
        const double half_height = 0.5 * p_.height + margin;
        include({0.5 * std::max(lower.depth, upper.depth), half_height, 0.5 * std::max(lower.width, upper.width)},
                margin);
        include({-0.5 * std::max(lower.depth, upper.depth), -half_height, 0.0}, margin);
        include(superior_.process.centre, superior_.process.height);
        if (inferior_) include(inferior_->process.centre, inferior_->process.height);
        for (const auto& cone : cones_) {
            include(cone.a, cone.radius_a * cone.stretch.maxCoeff() + margin);
            include(cone.b, cone.radius_b * cone.stretch.maxCoeff() + margin);
        }
        for (const auto& plate : plates_) {
            for (const Vec3& c : plate.corner) include(c, plate.radius + margin);
        }
        return {[this](const Vec3& p) { return distance(p); }, low, high};
    }

    [[nodiscard]] std::map<std::string, Vec3> landmarks() const {
        std::map<std::string, Vec3> marks;
        const auto both = [&](const std::string& name, const std::string& suffix, const Vec3& local) {
            marks[name + "_right" + suffix] = frame_.to_global(local);
            marks[name + "_left" + suffix] = frame_.to_global(mirrored(local));
        };
        const auto direction = [&](const std::string& name, const Vec3& local) {
            marks[name + "_right_normal"] = frame_.rotation * local;
            marks[name + "_left_normal"] = frame_.rotation * mirrored(local);
        };
        both("superior_facet", "_centre", superior_.centre);
        direction("superior_facet", superior_.normal);
        const sdf::Puck& facet = superior_.process;
        both("superior_facet", "_cranial_rim", superior_.centre + 0.5 * facet.height * facet.axes.col(1));
        both("superior_facet", "_lateral_rim", superior_.centre + 0.5 * facet.width * facet.axes.col(2));
        if (inferior_) {
            both("inferior_facet", "_centre", inferior_->centre);
            direction("inferior_facet", inferior_->normal);
        }
        for (const auto& [name, point] : paired_) both(name, "", point);
        for (const auto& [name, point] : midline_) marks[name] = frame_.to_global(point);
        marks["body_centre"] = frame_.origin;
        add_endplate_marks("superior", column_.superior[index_], marks);
        if (inferior_) add_endplate_marks("inferior", column_.inferior[index_], marks);
        return marks;
    }

  private:
    static constexpr double margin = 2.0;  // mm of empty grid around the solid

    static Vec3 mirrored(const Vec3& p) { return {p.x(), p.y(), -p.z()}; }

    static void add_endplate_marks(const std::string& side, const Endplate& e, std::map<std::string, Vec3>& marks) {
        marks[side + "_endplate_centre"] = e.surface_point({0.0, 0.0});
        marks["anterior_" + side + "_rim"] = e.surface_point(e.outline.point(1.0, 0.0));
        marks["posterior_" + side + "_rim"] = e.surface_point(e.outline.point(-1.0, 0.0));
        marks["right_" + side + "_rim"] = e.surface_point(e.outline.point(0.0, 1.0));
        marks["left_" + side + "_rim"] = e.surface_point(e.outline.point(0.0, -1.0));
    }

    [[nodiscard]] double canal(const Vec3& p) const {
        const double b = 0.5 * canal_depth_;
        const double a = 0.5 * canal_width_;
        const double rho = std::hypot((p.x() - canal_centre_) / b, p.z() / a);
        return (rho - 1.0) * std::min(a, b);
    }

    // Posterior wall of the canal at the lateral coordinate z, inside its width.
    [[nodiscard]] double canal_back(double z) const {
        return canal_centre_ - 0.5 * canal_depth_ * std::sqrt(1.0 - std::pow(2.0 * z / canal_width_, 2));
    }

    // The upper edge of a lamina whose plate starts on the line from `middle` to `side`.
    void add_lamina_edge(const Vec3& middle, const Vec3& side, double z) {
        const Vec3 lateral = middle + z / side.z() * (side - middle);
        midline_["lamina_upper_edge"] = {canal_back(0.0), middle.y() + plate_radius, 0.0};
        paired_["lamina_upper_edge"] = {canal_back(z), lateral.y() + plate_radius, z};
    }

    // What lies in front of a facet belongs to the other vertebra's articular process.
    [[nodiscard]] static double keep_joint_open(const Joint& joint, const Vec3& p, double solid) {
        const Vec3 q = joint.process.axes.transpose() * (p - joint.centre);
        const double rho = std::hypot(q[1] / joint.process.height, q[2] / joint.process.width);
        const double slab = sdf::smooth_max(std::abs(q[0] - joint_clearance) - joint_clearance,
                                            (rho - joint_margin) * joint.process.width, process_fillet);
        return sdf::smooth_max(solid, -slab, joint_rounding);
    }

    void build_lumbar(Vertebra vertebra) {
        const double half = 0.5 * p_.height;
        const double wall = solid_.back_of(0.7);
        canal_depth_ = p_.canal_depth;
        canal_width_ = p_.canal_width;
        canal_centre_ = wall - 0.5 * canal_depth_;
        const double back = wall - canal_depth_;  // where the laminae meet

        // Pedicle, level with the upper half of the body.
        const double pedicle_y = half - 0.5 * p_.pedicle_height - 3.0;
        const double pedicle_z = 0.5 * (p_.canal_width + p_.pedicle_width);
        const Vec3 tall(1.0, p_.pedicle_height / p_.pedicle_width, 1.0);
        const double radius = 0.5 * p_.pedicle_width * std::min(1.0, tall.y());
        const Vec3 stretch = tall.y() >= 1.0 ? tall : Vec3(1.0, 1.0, 1.0 / tall.y());
        const Vec3 pedicle_end(wall - 8.0, pedicle_y, pedicle_z);
        cones_.push_back({{0.4 * wall, pedicle_y, 0.85 * pedicle_z}, pedicle_end, radius, radius, stretch});
        paired_["pedicle"] = {wall - 3.0, pedicle_y, pedicle_z};

        // Articular pillar: pedicle up to the superior process, and down through the pars to the inferior process.
        const Vec3 sup = superior_.process.centre;
        const Vec3 inf = inferior_->process.centre;
        cones_.push_back({pedicle_end, sup - Vec3(0.0, 2.0, 0.0), 5.5, 4.0, Vec3::Ones()});
        const Vec3 pars(back + 0.45 * canal_depth_, pedicle_y - 6.0, 0.5 * canal_width_ + 3.5);
        cones_.push_back({pedicle_end, pars, 5.0, 4.0, Vec3::Ones()});
        cones_.push_back({pars, inf + Vec3(0.0, 3.0, 0.0), 4.0, 4.0, Vec3::Ones()});

        // Mammillary process, on the back of the superior process.
        const Vec3 mammillary = sup - 0.3 * articular_thickness * superior_.normal +
                                Vec3(-0.42 * superior_.process.width, -1.0, 0.18 * superior_.process.width);
        cones_.push_back({sup, mammillary, 3.0, 2.6, Vec3::Ones()});
        paired_["mammillary"] = mammillary + 2.6 * Vec3(-0.8, 0.0, 0.6);

        // Lamina: a plate from the pars to the midline, sloping back and down.
        const Vec3 lamina_top(back - 2.0, 0.15 * half, 0.0);
        const Vec3 lamina_bottom(back - 4.0, -0.95 * half, 0.0);
        const Vec3 lamina_side_bottom = inf + Vec3(-1.0, 4.0, -2.0);
        plates_.push_back({{pars, lamina_top, lamina_bottom, lamina_side_bottom}, plate_radius});
        paired_["lamina"] =
            0.25 * (pars + lamina_top + lamina_bottom + lamina_side_bottom) - Vec3(plate_radius, 0.0, 0.0);

        // Spinous process: a hatchet, thicker along its end.
        const double tip_radius = 3.6;
        const double tip_x = -p_.spinous_reach + tip_radius;
        const double upper = -0.25 * half - 3.0;
        const double lower = upper - p_.spinous_height + 2.0 * tip_radius;
        const double edge = plate_radius - 0.4;
        const Vec3 upper_front(back - 2.0, -0.05 * half, 0.0), upper_back(tip_x, upper, 0.0);
        const Vec3 lower_front(back - 3.0, -0.85 * half, 0.0), lower_back(tip_x, lower, 0.0);
        // Its borders are hollow, and it is thinner than they are.
        const Vec3 hollow(0.0, 1.2, 0.0);
        const std::array<sdf::Sheet::Corner, 6> border = {{{upper_front, edge},
                                                           {0.5 * (upper_front + upper_back) - hollow, edge - 0.4},
                                                           {upper_back, edge},
                                                           {lower_back, edge},
                                                           {0.5 * (lower_front + lower_back) + hollow, edge},
                                                           {lower_front, edge}}};
        const sdf::Sheet::Corner middle{0.25 * (upper_front + upper_back + lower_front + lower_back), 1.6};
        for (std::size_t i = 0; i < border.size(); ++i) {
            blade_.emplace_back(border[i], border[(i + 1) % border.size()], middle);
        }
        const Vec3 broad(1.0, 1.0, 1.3);
        cones_.push_back({upper_back, lower_back, tip_radius - 0.8, tip_radius, broad});
        midline_["spinous_process_tip"] = {-p_.spinous_reach, 0.5 * (upper + lower), 0.0};
        midline_["spinous_upper_edge_front"] = {back - 2.0, -0.05 * half + edge, 0.0};
        midline_["spinous_upper_edge_back"] = {tip_x, upper + edge, 0.0};
        midline_["spinous_lower_edge_front"] = {back - 3.0, -0.85 * half - edge, 0.0};
        midline_["spinous_lower_edge_back"] = {tip_x, lower - tip_radius, 0.0};

        // Where the ligamenta flava hold: on the wall of the canal under the lamina, and on the lamina's upper edge.
        const double flavum_z = flavum_reach * p_.canal_width;
        const double front_y = -0.55 * half;
        midline_["lamina_front"] = {canal_back(0.0), front_y, 0.0};
        paired_["lamina_front"] = {canal_back(flavum_z), front_y, flavum_z};
        add_lamina_edge(lamina_top, pars, flavum_z);

        // Transverse process: flat from front to back; L4 and L5 rise, L5 is stout.
        const bool stout = vertebra == Vertebra::L5;
        const double rise = vertebra == Vertebra::L5 ? 5.0 : vertebra == Vertebra::L4 ? 3.0 : 0.0;
        const double root_radius = stout ? 6.0 : 4.0;
        const double end_radius = stout ? 2.8 : 2.0;
        const Vec3 flat(1.0, 1.9, 1.3);
        const double end_z = 0.5 * p_.transverse_span - end_radius * flat.z();
        const Vec3 root(wall - 6.0, pedicle_y - 3.0, std::min(pedicle_z, end_z - 2.0));
        const Vec3 end(wall - 10.0, pedicle_y - 3.0 + rise, end_z);
        cones_.push_back({root, end, root_radius, end_radius, flat});
        paired_["transverse_process_tip"] = {end.x(), end.y(), 0.5 * p_.transverse_span};
        const Vec3 thick_root(0.0, root_radius * flat.y(), 0.0);
        const Vec3 thick_end(0.0, end_radius * flat.y(), 0.0);
        paired_["transverse_upper_root"] = root + thick_root;
        paired_["transverse_upper_tip"] = end + thick_end;
        paired_["transverse_lower_root"] = root - thick_root;
        paired_["transverse_lower_tip"] = end - thick_end;
    }

    void build_sacrum(const VertebraParameters& above) {
        const double half = 0.5 * p_.height;
        const double half_width = 0.5 * p_.upper.width;
        const double wall = solid_.back_of(1.0);
        canal_depth_ = 0.8 * above.canal_depth;
        canal_width_ = above.canal_width;
        canal_centre_ = wall - 0.5 * canal_depth_;
        const double back = wall - canal_depth_;
        const Vec3 sup = superior_.process.centre;

        // Wings: thick plates that slope outwards, down and back from the side of the body, and the lateral mass.
        const double wing_radius = 7.5;
        const Vec3 wing_root(-2.0, 0.3 * half, 0.55 * half_width);
        const Vec3 wing_end(-9.0, -0.05 * half, half_width + 17.0);
        const Vec3 auricle(-14.0, -half + wing_radius, half_width + 9.0);
        plates_.push_back(
            {{wing_root, wing_end, auricle, Vec3(-6.0, -half + wing_radius, 0.5 * half_width)}, wing_radius});
        const Vec3 pillar(wall - 7.0, 0.0, 0.5 * canal_width_ + 8.0);
        plates_.push_back({{wing_root, wing_end, pillar, Vec3(wall, 0.2 * half, 0.5 * canal_width_ + 6.0)}, 6.5});
        cones_.push_back({pillar, sup - Vec3(0.0, 2.0, 0.0), 6.5, 4.5, Vec3::Ones()});
        cones_.push_back({pillar, {back + 2.0, -half + 5.0, 0.5 * canal_width_ + 4.0}, 6.5, 5.0, Vec3::Ones()});

        // Roof of the sacral canal and median crest.
        plates_.push_back(
            {{Vec3(back + 3.0, -0.1 * half, 0.5 * canal_width_ + 3.0), Vec3(back - 1.0, -0.25 * half, 0.0),
              Vec3(back - 3.0, -half + 3.0, 0.0), Vec3(back + 2.0, -half + 3.0, 0.5 * canal_width_ + 3.0)},
             plate_radius});
        const double crest = back - 10.0;
        plates_.push_back({{Vec3(back, -0.3 * half, 0.0), Vec3(crest, -0.5 * half, 0.0), Vec3(crest, -half + 3.0, 0.0),
                            Vec3(back, -half + 3.0, 0.0)},
                           plate_radius});
        midline_["spinous_process_tip"] = {crest - plate_radius, -0.7 * half, 0.0};
        midline_["spinous_upper_edge_front"] = {back, -0.3 * half + plate_radius, 0.0};
        midline_["spinous_upper_edge_back"] = {crest, -0.5 * half + plate_radius, 0.0};
        add_lamina_edge({back - 1.0, -0.25 * half, 0.0}, {back + 3.0, -0.1 * half, 0.5 * canal_width_ + 3.0},
                        flavum_reach * canal_width_);
        paired_["pedicle"] = pillar;
        paired_["wing_upper_root"] = wing_root + Vec3(0.0, wing_radius, 0.0);
        paired_["wing_upper_tip"] = wing_end + Vec3(0.0, wing_radius, 0.0);
        paired_["wing_tip"] = wing_end + Vec3(0.0, 0.0, wing_radius);
        paired_["lamina"] = Vec3(back + 1.0, -0.6 * half, 0.25 * canal_width_) - Vec3(plate_radius, 0.0, 0.0);
    }

    std::size_t index_;
    const PlacedColumn& column_;
    Frame frame_;
    const VertebraParameters& p_;
    BodySolid solid_;
    Joint superior_;
    std::optional<Joint> inferior_;
    double canal_centre_ = 0.0;
    double canal_depth_ = 0.0;
    double canal_width_ = 0.0;
    std::vector<sdf::RoundCone> cones_;
    std::vector<sdf::Plate> plates_;
    std::vector<sdf::Sheet> blade_;       // of the spinous process
    std::map<std::string, Vec3> paired_;  // right side
    std::map<std::string, Vec3> midline_;
};

}  // namespace

VertebraShape make_vertebra_shape(Vertebra vertebra, const BodyParameters& body, const PlacedColumn& column) {
    const Shape shape(vertebra, body, column);
    VertebraShape result;
    result.landmarks = shape.landmarks();
    result.bone = polygonise(shape.implicit(), grid_spacing);
    const Frame& frame = column.vertebra[static_cast<std::size_t>(vertebra)];
    for (Vec3& p : result.bone.points) p = frame.to_global(p);
    return result;
}

}  // namespace spondyl
