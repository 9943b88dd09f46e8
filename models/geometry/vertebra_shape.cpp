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

constexpr double grid_spacing = 1.1;     // mm
constexpr double rim_rounding = 2.0;     // mm, edge between wall and endplate
constexpr double process_fillet = 4.0;   // mm, between processes
constexpr double body_fillet = 3.5;      // mm, between pedicles and body
constexpr double canal_rounding = 1.5;   // mm
constexpr double disc_clearance = 1.5;   // mm around a disc that processes keep free
constexpr double joint_clearance = 4.0;  // mm, half the depth kept free in front of a facet
constexpr double joint_rounding = 0.8;   // mm
constexpr double joint_margin = 0.60;    // radius kept free over the facet's height and width (0.5 = the facet)

// A facet joint from the side of one of its two bones, right side, in that vertebra's frame.
struct Joint {
    Vec3 centre;        // on the bone surface
    Vec3 normal;        // out of this bone, towards the other
    sdf::Puck process;  // the articular process behind the surface
};

Joint make_joint(const FacetParameters& f, double thickness, const Frame& disc, const Frame& vertebra,
                 bool superior_process) {
    const double sagittal = f.angle_to_sagittal_deg * rad_per_deg;
    const double transverse = f.angle_to_transverse_deg * rad_per_deg;
    // The lower vertebra's facet faces backwards, inwards and slightly up; the upper vertebra's faces it.
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
    joint.process.centre = joint.centre - 0.5 * thickness * n;
    joint.process.axes.col(0) = n;
    joint.process.axes.col(1) = up;
    joint.process.axes.col(2) = n.cross(up);
    joint.process.thickness = thickness;
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
    // Removes what would protrude into the discs above and below.
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
    Shape(Vertebra vertebra, const SpineAnatomy& anatomy, const BodyParameters& body, const PlacedColumn& column)
        : a_(anatomy.processes),
          sacrum_(anatomy.sacrum),
          index_(static_cast<std::size_t>(vertebra)),
          column_(column),
          frame_(column.vertebra[index_]),
          p_(body.vertebra[index_]),
          solid_(column.superior[index_], column.inferior[index_], frame_, body.waist) {
        // Above T12 the column has no disc; the position of its superior processes is taken from T12-L1, one level up.
        const std::size_t disc_above = index_ == 0 ? 0 : index_ - 1;
        Frame above = column.disc[disc_above];
        if (index_ == 0) {
            above.rotation = column.superior[0].frame.rotation;
            above.origin = column.superior[0].frame.to_global({0.0, 0.5 * body.disc[0].height, 0.0});
        }
        superior_ = make_joint(body.disc[disc_above].facet, a_.articular_thickness, above, frame_, true);
        if (vertebra == Vertebra::S1) {
            build_sacrum(body.vertebra[index_ - 1]);
        } else {
            inferior_ = make_joint(body.disc[index_].facet, a_.articular_thickness, column.disc[index_], frame_, false);
            build_lumbar();
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
        midline_["lamina_upper_edge"] = {canal_back(0.0), middle.y() + a_.lamina_radius, 0.0};
        paired_["lamina_upper_edge"] = {canal_back(z), lateral.y() + a_.lamina_radius, z};
    }

    // The space in front of a facet belongs to the other vertebra's articular process.
    [[nodiscard]] static double keep_joint_open(const Joint& joint, const Vec3& p, double solid) {
        const Vec3 q = joint.process.axes.transpose() * (p - joint.centre);
        const double rho = std::hypot(q[1] / joint.process.height, q[2] / joint.process.width);
        const double slab = sdf::smooth_max(std::abs(q[0] - joint_clearance) - joint_clearance,
                                            (rho - joint_margin) * joint.process.width, process_fillet);
        return sdf::smooth_max(solid, -slab, joint_rounding);
    }

    void build_lumbar() {
        const double half = 0.5 * p_.height;
        const double wall = solid_.back_of(a_.canal_level);
        canal_depth_ = p_.canal_depth;
        canal_width_ = p_.canal_width;
        canal_centre_ = wall - 0.5 * canal_depth_;
        const double back = wall - canal_depth_;  // where the laminae meet
        const double pedicle_y = half - 0.5 * p_.pedicle_height - a_.pedicle_below_top;
        const double pedicle_z = 0.5 * (p_.canal_width + p_.pedicle_width);
        const Vec3 pars(back + a_.pars_canal_share * canal_depth_, pedicle_y - a_.pars_below_pedicle,
                        0.5 * canal_width_ + a_.pars_beside_canal);
        add_pedicle_and_pillar(wall, pedicle_y, pedicle_z, pars);
        add_mammillary();
        add_lamina(half, back, pars);
        add_spinous_process(half, back);
        add_transverse_process(wall, pedicle_y, pedicle_z);
    }

    // Pedicle, level with the upper half of the body; articular pillar from it up to the superior process, and down
    // through the pars to the inferior process.
    void add_pedicle_and_pillar(double wall, double pedicle_y, double pedicle_z, const Vec3& pars) {
        const Vec3 tall(1.0, p_.pedicle_height / p_.pedicle_width, 1.0);
        const double radius = 0.5 * p_.pedicle_width * std::min(1.0, tall.y());
        const Vec3 stretch = tall.y() >= 1.0 ? tall : Vec3(1.0, 1.0, 1.0 / tall.y());
        const Vec3 pedicle_end(wall - a_.pedicle_length, pedicle_y, pedicle_z);
        cones_.push_back({{a_.pedicle_from * wall, pedicle_y, a_.pedicle_from_lateral * pedicle_z},
                          pedicle_end,
                          radius,
                          radius,
                          stretch});
        paired_["pedicle"] = {wall - a_.pedicle_mark, pedicle_y, pedicle_z};

        const Vec3 sup = superior_.process.centre;
        const Vec3 inf = inferior_->process.centre;
        cones_.push_back({pedicle_end, sup - Vec3(0.0, a_.pillar_top_below, 0.0), a_.pillar_radius_lower,
                          a_.pillar_radius_upper, Vec3::Ones()});
        cones_.push_back({pedicle_end, pars, a_.pars_radius_upper, a_.pars_radius, Vec3::Ones()});
        cones_.push_back(
            {pars, inf + Vec3(0.0, a_.pars_foot_above, 0.0), a_.pars_radius, a_.pars_radius, Vec3::Ones()});
    }

    // On the back of the superior process.
    void add_mammillary() {
        const sdf::Puck& process = superior_.process;
        const Vec3 mammillary =
            process.centre - a_.mammillary_depth * a_.articular_thickness * superior_.normal +
            Vec3(-a_.mammillary_behind * process.width, -a_.mammillary_below, a_.mammillary_lateral * process.width);
        cones_.push_back({process.centre, mammillary, a_.mammillary_root_radius, a_.mammillary_radius, Vec3::Ones()});
        paired_["mammillary"] =
            mammillary + a_.mammillary_radius * Vec3(-a_.mammillary_mark_behind, 0.0, a_.mammillary_mark_lateral);
    }

    // A plate from the pars to the midline, sloping back and down, and the attachments of the ligamenta flava: on the
    // wall of the canal under the lamina, and on the lamina's upper edge.
    void add_lamina(double half, double back, const Vec3& pars) {
        const Vec3 lamina_top(back - a_.lamina_top_behind, a_.lamina_top * half, 0.0);
        const Vec3 lamina_bottom(back - a_.lamina_bottom_behind, a_.lamina_bottom * half, 0.0);
        const Vec3 lamina_side_bottom =
            inferior_->process.centre + Vec3(-a_.lamina_side_behind, a_.lamina_side_above, -a_.lamina_side_medial);
        plates_.push_back({{pars, lamina_top, lamina_bottom, lamina_side_bottom}, a_.lamina_radius});
        paired_["lamina"] =
            0.25 * (pars + lamina_top + lamina_bottom + lamina_side_bottom) - Vec3(a_.lamina_radius, 0.0, 0.0);

        const double flavum_z = a_.flavum_reach * p_.canal_width;
        const double front_y = a_.flavum_front * half;
        midline_["lamina_front"] = {canal_back(0.0), front_y, 0.0};
        paired_["lamina_front"] = {canal_back(flavum_z), front_y, flavum_z};
        add_lamina_edge(lamina_top, pars, flavum_z);
    }

    // Hatchet-shaped, thicker along its end.
    void add_spinous_process(double half, double back) {
        const double tip_radius = a_.spinous_tip_radius;
        const double tip_x = -p_.spinous_reach + tip_radius;
        const double upper = a_.spinous_tip_top * half - a_.spinous_tip_below;
        const double lower = upper - p_.spinous_height + 2.0 * tip_radius;
        const double edge = a_.lamina_radius - a_.spinous_edge_thinner;
        const Vec3 upper_front(back - a_.spinous_upper_behind, a_.spinous_upper * half, 0.0);
        const Vec3 upper_back(tip_x, upper, 0.0);
        const Vec3 lower_front(back - a_.spinous_lower_behind, a_.spinous_lower * half, 0.0);
        const Vec3 lower_back(tip_x, lower, 0.0);
        // Its borders are concave, and it is thinner than they are.
        const Vec3 hollow(0.0, a_.spinous_hollow, 0.0);
        const std::array<sdf::Sheet::Corner, 6> border = {
            {{upper_front, edge},
             {0.5 * (upper_front + upper_back) - hollow, edge - a_.spinous_upper_edge_thinner},
             {upper_back, edge},
             {lower_back, edge},
             {0.5 * (lower_front + lower_back) + hollow, edge},
             {lower_front, edge}}};
        const sdf::Sheet::Corner middle{0.25 * (upper_front + upper_back + lower_front + lower_back),
                                        a_.spinous_middle_radius};
        for (std::size_t i = 0; i < border.size(); ++i) {
            blade_.emplace_back(border[i], border[(i + 1) % border.size()], middle);
        }
        const Vec3 broad(1.0, 1.0, a_.spinous_tip_breadth);
        cones_.push_back({upper_back, lower_back, tip_radius - a_.spinous_tip_bulge, tip_radius, broad});
        midline_["spinous_process_tip"] = {-p_.spinous_reach, 0.5 * (upper + lower), 0.0};
        midline_["spinous_upper_edge_front"] = {upper_front.x(), a_.spinous_upper * half + edge, 0.0};
        midline_["spinous_upper_edge_back"] = {tip_x, upper + edge, 0.0};
        midline_["spinous_lower_edge_front"] = {lower_front.x(), a_.spinous_lower * half - edge, 0.0};
        midline_["spinous_lower_edge_back"] = {tip_x, lower - tip_radius, 0.0};
    }

    // Flat from front to back; those of L4 and L5 rise, that of L5 is thick.
    void add_transverse_process(double wall, double pedicle_y, double pedicle_z) {
        const double root_radius = a_.transverse_root_radius[index_];
        const double end_radius = a_.transverse_end_radius[index_];
        const Vec3 flat(1.0, a_.transverse_height, a_.transverse_thickness);
        const double end_z = 0.5 * p_.transverse_span - end_radius * flat.z();
        const double root_y = pedicle_y - a_.transverse_below_pedicle;
        const Vec3 root(wall - a_.transverse_root_behind, root_y,
                        std::min(pedicle_z, end_z - a_.transverse_least_length));
        const Vec3 end(wall - a_.transverse_end_behind, root_y + a_.transverse_rise[index_], end_z);
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
        const double wall = solid_.back_of(1.0);
        canal_depth_ = sacrum_.canal_depth * above.canal_depth;
        canal_width_ = above.canal_width;
        canal_centre_ = wall - 0.5 * canal_depth_;
        const double back = wall - canal_depth_;
        add_wings(half, wall, back);
        add_roof_and_crest(half, back);
    }

    // Alae: thick plates that slope outwards, down and back from the side of the body, and the lateral mass.
    void add_wings(double half, double wall, double back) {
        const SacrumShape& s = sacrum_;
        const double half_width = 0.5 * p_.upper.width;
        const Vec3 sup = superior_.process.centre;
        const Vec3 root(s.wing_root_anterior, s.wing_root * half, s.wing_root_lateral * half_width);
        const Vec3 end(s.wing_end_anterior, s.wing_end * half, half_width + s.wing_end_beside);
        const Vec3 auricle(s.auricle_anterior, -half + s.wing_radius, half_width + s.auricle_beside);
        const Vec3 foot(s.wing_foot_anterior, -half + s.wing_radius, s.wing_foot_lateral * half_width);
        plates_.push_back({{root, end, auricle, foot}, s.wing_radius});
        const Vec3 pillar(wall - s.pillar_behind, 0.0, 0.5 * canal_width_ + s.pillar_beside_canal);
        const Vec3 mass(wall, s.mass_height * half, 0.5 * canal_width_ + s.mass_beside_canal);
        plates_.push_back({{root, end, pillar, mass}, s.mass_radius});
        cones_.push_back(
            {pillar, sup - Vec3(0.0, s.pillar_top_below, 0.0), s.pillar_radius, s.pillar_radius_upper, Vec3::Ones()});
        cones_.push_back(
            {pillar,
             {back + s.pillar_foot_ahead, -half + s.pillar_foot_above, 0.5 * canal_width_ + s.pillar_foot_beside_canal},
             s.pillar_radius,
             s.pillar_radius_lower,
             Vec3::Ones()});
        paired_["pedicle"] = pillar;
        paired_["wing_upper_root"] = root + Vec3(0.0, s.wing_radius, 0.0);
        paired_["wing_upper_tip"] = end + Vec3(0.0, s.wing_radius, 0.0);
        paired_["wing_tip"] = end + Vec3(0.0, 0.0, s.wing_radius);
    }

    // Roof of the sacral canal and median crest.
    void add_roof_and_crest(double half, double back) {
        const SacrumShape& s = sacrum_;
        const double radius = a_.lamina_radius;
        const double side = 0.5 * canal_width_ + s.roof_beside_canal;
        const double bottom = -half + s.roof_bottom_above;
        const Vec3 roof_side(back + s.roof_side_ahead, s.roof_side * half, side);
        const Vec3 roof_top(back - s.roof_top_behind, s.roof_top * half, 0.0);
        plates_.push_back({{roof_side, roof_top, Vec3(back - s.roof_bottom_behind, bottom, 0.0),
                            Vec3(back + s.roof_foot_ahead, bottom, side)},
                           radius});
        const double crest = back - s.crest_behind;
        plates_.push_back({{Vec3(back, s.crest_front * half, 0.0), Vec3(crest, s.crest_top * half, 0.0),
                            Vec3(crest, bottom, 0.0), Vec3(back, bottom, 0.0)},
                           radius});
        midline_["spinous_process_tip"] = {crest - radius, s.crest_tip * half, 0.0};
        midline_["spinous_upper_edge_front"] = {back, s.crest_front * half + radius, 0.0};
        midline_["spinous_upper_edge_back"] = {crest, s.crest_top * half + radius, 0.0};
        add_lamina_edge(roof_top, roof_side, a_.flavum_reach * canal_width_);
        paired_["lamina"] =
            Vec3(back + s.lamina_ahead, s.lamina * half, s.lamina_lateral * canal_width_) - Vec3(radius, 0.0, 0.0);
    }

    const VertebraProcesses& a_;
    const SacrumShape& sacrum_;
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

VertebraShape make_vertebra_shape(Vertebra vertebra, const SpineAnatomy& anatomy, const BodyParameters& body,
                                  const PlacedColumn& column) {
    const Shape shape(vertebra, anatomy, body, column);
    VertebraShape result;
    result.landmarks = shape.landmarks();
    result.bone = polygonise(shape.implicit(), grid_spacing);
    const Frame& frame = column.vertebra[static_cast<std::size_t>(vertebra)];
    for (Vec3& p : result.bone.points) p = frame.to_global(p);
    return result;
}

}  // namespace spondyl
