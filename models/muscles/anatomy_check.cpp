// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/anatomy_check.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "core/math/units.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/body_size.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/muscles/muscle_set_folder.hpp"
#include "models/muscles/rigid_paths.hpp"

namespace spondyl {

namespace {

constexpr double first_flexion = -10.0;  // deg of the lumbar spine, the range in which paths must stay sane
constexpr double last_flexion = 70.0;
constexpr double flexion_step = 2.0;

Pose flexed_pose(const Anatomy& anatomy, const Person& person, const SpineMesh& mesh, double lumbar_deg) {
    Task task;
    task.lumbar_flexion_deg = lumbar_deg;
    task.pelvis_flexion_deg = 0.0;
    return pose_of(anatomy, person, task, mesh);
}

class Check {
  public:
    Check(const Anatomy& anatomy, const Scenario& scenario)
        : mesh_(build_spine_mesh(anatomy.spine, scenario.person, scenario.spine)),
          fascicles_(muscle_fascicles(anatomy, scenario, mesh_)),
          standing_(mesh_, flexed_pose(anatomy, scenario.person, mesh_, 0.0)),
          bands_(Table::read(
              muscle_set_folder(scenario.muscles.set) / "bands.csv",
              {{"check", "group", "level", "low", "high", "unit", "source"}, {"check", "group", "level"}})) {
        for (double deg = first_flexion; deg <= last_flexion + 1e-9; deg += flexion_step) {
            flexed_.emplace_back(mesh_, flexed_pose(anatomy, scenario.person, mesh_, deg));
        }
    }

    std::vector<AnatomyFinding> run() const {
        std::vector<AnatomyFinding> findings;
        for (const Table::Row& row : bands_.rows()) {
            AnatomyFinding f{.check = bands_.text(row, "check"),
                             .subject = subject(row),
                             .value = value(row),
                             .low = bands_.number(row, "low"),
                             .high = bands_.number(row, "high"),
                             .unit = bands_.text(row, "unit"),
                             .source = bands_.text(row, "source")};
            findings.push_back(std::move(f));
        }
        return findings;
    }

  private:
    std::string subject(const Table::Row& row) const {
        const std::string& group = bands_.text(row, "group");
        const std::string& level = bands_.text(row, "level");
        return level == "all" ? group : fmt::format("{} {}", group, level);
    }

    double value(const Table::Row& row) const {
        const std::string& check = bands_.text(row, "check");
        const std::vector<std::size_t> members = members_of(row);
        if (check == "mirror") return mirror_error(members);
        if (check == "attachment") return attachment_error(members);
        if (check == "area") return area(members);
        if (check == "shortest fibre") return fibre_stretch(members, false);
        if (check == "longest fibre") return fibre_stretch(members, true);
        if (check == "lever arm") return lever_arm(members, level_of(row));
        if (check == "length continuity") return length_jump(members);
        if (check == "arm continuity") return arm_jump(members);
        if (check == "extension strength") return strength(members, level_of(row), 2, 1.0);
        if (check == "flexion strength") return strength(members, level_of(row), 2, -1.0);
        if (check == "flexion over extension") {
            return strength(members, level_of(row), 2, -1.0) / strength(members, level_of(row), 2, 1.0);
        }
        if (check == "bending strength") return strength(members, level_of(row), 0, 1.0);
        if (check == "turning strength") return strength(members, level_of(row), 1, 1.0);
        throw UserError(fmt::format("{}:{}: unknown check '{}'", bands_.file().string(), row.line, check));
    }

    Disc level_of(const Table::Row& row) const {
        for (std::size_t d = 0; d < disc_count; ++d) {
            if (disc_names[d] == bands_.text(row, "level")) return static_cast<Disc>(d);
        }
        throw UserError(
            fmt::format("{}:{}: '{}' is no disc", bands_.file().string(), row.line, bands_.text(row, "level")));
    }

    std::vector<std::size_t> members_of(const Table::Row& row) const {
        const std::string& group = bands_.text(row, "group");
        std::vector<std::size_t> members;
        for (std::size_t i = 0; i < fascicles_.size(); ++i) {
            if (group == "all" || name(fascicles_[i].group) == group) {
                members.push_back(i);
            }
        }
        if (members.empty()) {
            throw UserError(fmt::format("{}:{}: no fascicle of group '{}'", bands_.file().string(), row.line, group));
        }
        return members;
    }

    // Largest distance between a point and the mirror image of its partner; infinite without a partner.
    double mirror_error(const std::vector<std::size_t>& members) const {
        double worst = 0.0;
        for (const std::size_t i : members) {
            const MuscleFascicle& left = fascicles_[i];
            if (left.side != Side::left) continue;
            const std::string name = left.name.substr(0, left.name.size() - 2) + "_r";
            const auto right = std::find_if(fascicles_.begin(), fascicles_.end(),
                                            [&](const MuscleFascicle& f) { return f.name == name; });
            if (right == fascicles_.end() || right->path.size() != left.path.size() ||
                right->area_mm2 != left.area_mm2) {
                return std::numeric_limits<double>::infinity();
            }
            for (std::size_t p = 0; p < left.path.size(); ++p) {
                Vec3 image = standing_.position(right->path[p]);
                image.z() = -image.z();
                worst = std::max(worst, (standing_.position(left.path[p]) - image).norm());
            }
        }
        return worst;
    }

    // Largest distance of an end on a lumbar vertebra from the surface of that bone.
    double attachment_error(const std::vector<std::size_t>& members) const {
        double worst = 0.0;
        for (const std::size_t i : members) {
            for (const MusclePoint* end : {&fascicles_[i].path.front(), &fascicles_[i].path.back()}) {
                const MusclePoint::Anchor& a = end->anchors.front();
                if (a.body == Vertebra::T12 || a.body == Vertebra::S1) continue;  // thorax, pelvis: no bone modelled
                if (end->anchors.size() > 1) continue;                            // the wall of the belly
                double nearest = std::numeric_limits<double>::infinity();
                for (const Vec3& x : vertebra_of(mesh_, a.body).bone.points) {
                    nearest = std::min(nearest, (x - a.position).norm());
                }
                worst = std::max(worst, nearest);
            }
        }
        return worst;
    }

    double area(const std::vector<std::size_t>& members) const {
        double sum = 0.0;
        for (const std::size_t i : members) sum += fascicles_[i].side == Side::right ? fascicles_[i].area_mm2 : 0.0;
        return sum;
    }

    // Fibre length over its optimum in standing, pennation left out.
    double fibre_stretch(const std::vector<std::size_t>& members, bool longest) const {
        std::vector<double> stretch;
        for (const std::size_t i : members) {
            const MuscleFascicle& f = fascicles_[i];
            stretch.push_back((standing_.length(f) - f.tendon_length_mm) / f.fibre_length_mm);
        }
        const auto [least, most] = std::minmax_element(stretch.begin(), stretch.end());
        return longest ? *most : *least;
    }

    // Extension arm, mean over the fascicles of the right side that cross the disc, by area.
    double lever_arm(const std::vector<std::size_t>& members, Disc disc) const {
        double sum = 0.0;
        double area = 0.0;
        for (const std::size_t i : members) {
            const MuscleFascicle& f = fascicles_[i];
            const Vec3 arm = standing_.unit_pull(f, disc).moment;
            if (f.side != Side::right || arm.isZero(1e-9)) continue;
            sum += f.area_mm2 * arm.z();
            area += f.area_mm2;
        }
        return area > 0.0 ? sum / area : 0.0;
    }

    // Largest second difference of length over lumbar flexion: a path that snaps over a via point shows here. mm.
    double length_jump(const std::vector<std::size_t>& members) const {
        double worst = 0.0;
        for (const std::size_t i : members) {
            for (std::size_t k = 1; k + 1 < flexed_.size(); ++k) {
                const double second = flexed_[k + 1].length(fascicles_[i]) - 2.0 * flexed_[k].length(fascicles_[i]) +
                                      flexed_[k - 1].length(fascicles_[i]);
                worst = std::max(worst, std::abs(second));
            }
        }
        return worst;
    }

    // Largest change of an extension arm per degree of lumbar flexion. mm/deg.
    double arm_jump(const std::vector<std::size_t>& members) const {
        double worst = 0.0;
        for (const std::size_t i : members) {
            for (std::size_t d = 0; d < disc_count; ++d) {
                for (std::size_t k = 1; k < flexed_.size(); ++k) {
                    const double change = flexed_[k].unit_pull(fascicles_[i], static_cast<Disc>(d)).moment.z() -
                                          flexed_[k - 1].unit_pull(fascicles_[i], static_cast<Disc>(d)).moment.z();
                    worst = std::max(worst, std::abs(change) / flexion_step);
                }
            }
        }
        return worst;
    }

    // Moment of all fascicles that turn this way, fully active in standing, both sides. N m.
    double strength(const std::vector<std::size_t>& members, Disc disc, int axis, double sign) const {
        double sum = 0.0;
        for (const std::size_t i : members) {
            const MuscleFascicle& f = fascicles_[i];
            const double capacity = f.strength() * f.active_factor(standing_.length(f));
            sum += capacity * std::max(0.0, sign * standing_.unit_pull(f, disc).moment[axis]);
        }
        return sum / mm_per_m;
    }

    SpineMesh mesh_;
    std::vector<MuscleFascicle> fascicles_;
    RigidPaths standing_;
    std::vector<RigidPaths> flexed_;
    Table bands_;
};

}  // namespace

std::vector<AnatomyFinding> check_anatomy(const Anatomy& anatomy, const Scenario& scenario) {
    return Check(anatomy, scenario).run();
}

}  // namespace spondyl
