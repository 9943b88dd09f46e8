// SPDX-License-Identifier: Apache-2.0
#include "models/spine/spine_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "core/elements/geometry.hpp"
#include "core/materials/prony.hpp"
#include "core/math/units.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/membrane.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/spine/follower_path.hpp"
#include "models/spine/injuries.hpp"

namespace spondyl {

namespace {

constexpr auto no_disc = static_cast<std::size_t>(-1);

std::vector<int> elements_of(const SpineMesh& mesh, Part part, int level) {
    std::vector<int> found;
    for (std::size_t e = 0; e < mesh.part.size(); ++e) {
        if (mesh.part[e] == part && mesh.level[e] == level) found.push_back(static_cast<int>(e));
    }
    return found;
}

// The weighted mean of wall nodes, with weights linear in the anterior coordinate so that it lies `shift` in front of
// the vertebra's centre: distributes the cable's force over the wall of a deformable body.
CablePoint wall_point(const VertebraMesh& vertebra, const std::vector<int>& wall, const std::vector<Vec3>& nodes,
                      double shift) {
    std::vector<double> anterior;
    anterior.reserve(wall.size());
    for (const int n : wall) anterior.push_back(vertebra.frame.to_local(nodes[n]).x());
    const auto count = static_cast<double>(wall.size());
    double mean = 0.0;
    for (const double a : anterior) mean += a / count;
    double spread = 0.0;
    for (const double a : anterior) spread += (a - mean) * (a - mean);
    CablePoint point{wall, {}};
    for (const double a : anterior) point.weights.push_back(1.0 / count + (a - mean) * (shift - mean) / spread);
    return point;
}

}  // namespace

SpineModel::SpineModel(const Anatomy& anatomy, const Scenario& scenario, FixedVertebrae fixed,
                       const PronySeries& relaxation)
    : anatomy_(&anatomy),
      mesh_(build_spine_mesh(anatomy.spine, scenario.person, scenario.spine)),
      sets_(load_sets(scenario)),
      relaxation_(relaxation) {
    assemble(scenario, fixed);
}

SpineModel::SpineModel(const SpineModel& other, const Scenario& scenario, FixedVertebrae fixed)
    : anatomy_(other.anatomy_), mesh_(other.mesh_), sets_(other.sets_), relaxation_(other.relaxation_) {
    assemble(scenario, fixed);
}

SpineModel::Sets SpineModel::load_sets(const Scenario& scenario) const {
    TissueSet tissue = load_tissue_set(scenario.tissue.set);
    const std::string& ligaments = scenario.tissue.ligaments.empty() ? tissue.ligament_set : scenario.tissue.ligaments;
    LigamentSet ligament_set = load_ligament_set(ligaments);
    require_ligaments(ligament_set, scenario);
    return {.tissue = std::move(tissue),
            .ligaments = std::move(ligament_set),
            .muscles =
                scenario.tasks.empty() ? std::vector<MuscleFascicle>() : muscle_fascicles(*anatomy_, scenario, mesh_)};
}

void SpineModel::assemble(const Scenario& scenario, FixedVertebrae fixed) {
    system_.kinematics.add_nodes(mesh_.mesh.nodes);
    name_loads();
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) nucleus_loss_.push_back(find_nucleus_loss(scenario, d));
    if (!scenario.tasks.empty()) name_body_loads();
    add_bodies(fixed);
    add_joints();
    find_unloaded_shape(scenario);
    add_tissues(scenario);
    add_cavities(scenario);
    add_facets(scenario);
    add_ligaments(scenario);
    add_loads();
    if (!scenario.tasks.empty()) {
        add_body_loads();
        add_muscles();
    }
    system_.prepare();
}

void SpineModel::add_bodies(FixedVertebrae fixed) {
    Kinematics& k = system_.kinematics;
    for (const VertebraMesh& v : mesh_.vertebrae) {
        const int body = k.add_body(v.frame.origin);
        bodies_.push_back(body);
        if (v.body_elements.empty()) {
            for (const int n : v.superior_nodes) k.tie(n, body);
            for (const int n : v.inferior_nodes) k.tie(n, body);
        } else {
            for (const int n : v.pedicle_nodes) k.tie(n, body);
        }
    }
    for (int c = 0; c < 3; ++c) k.prescribe_translation(bodies_.back(), c);
    if (body_loads_.bodies.empty()) {
        k.prescribe_rotation(bodies_.back());
    } else {
        k.prescribe_rotation(bodies_.back(), body_loads_.bodies.back().rotation);
    }
    if (fixed == FixedVertebrae::bottom_and_top) k.prescribe_rotation(bodies_.front());
    if (fixed == FixedVertebrae::all) {
        for (std::size_t v = 0; v + 1 < bodies_.size(); ++v) {
            k.prescribe_rotation(bodies_[v], body_loads_.bodies[v].rotation);
        }
    }
}

template <class Material>
SolidBlock<SpineCell, Material>* SpineModel::add_block(Part part, const std::string& name, const Material& material,
                                                       const std::vector<int>& elements,
                                                       std::vector<typename Material::template Point<double>> points) {
    if (elements.empty()) return nullptr;
    std::vector<Cell<SpineCell>> cells;
    for (const int e : elements) std::ranges::copy(mesh_.cells()[e], cells.emplace_back().begin());
    auto& block = system_.add(std::make_unique<SolidBlock<SpineCell, Material>>(
        name, material, std::span<const Vec3>(stress_free_), std::move(cells), std::move(points)));
    blocks_.push_back({part, &block, elements});
    return &block;
}

template <class Material>
void SpineModel::add_relaxing_block(const Scenario& scenario, Part part, const std::string& name,
                                    const Material& material, const PronySeries& series,
                                    const std::vector<int>& elements,
                                    std::vector<typename Material::template Point<double>> points, LoadId volume) {
    const auto add = [&](const auto& tissue) {
        auto* block = add_block(part, name, tissue, elements, std::move(points));
        if (volume >= 0) block->set_volume_load(volume);
    };
    if (relaxation_.relaxes()) {
        add(Prony<Material>{.material = material, .series = relaxation_});
    } else if (takes_time(scenario)) {
        add(Prony<Material>{.material = material, .series = series});
    } else {
        add(material);
    }
}

void SpineModel::add_tissues(const Scenario& scenario) {
    std::vector<const AnnulusPoint*> annulus_point(mesh_.cells().size(), nullptr);
    for (const AnnulusPoint& p : mesh_.annulus) annulus_point[p.element] = &p;

    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) {
        const DiscMesh& disc = mesh_.discs[d];
        const std::string level(name(disc.disc));
        const int grade = scenario.person.disc_grade[static_cast<std::size_t>(disc.disc)];
        if (scenario.spine.nucleus == NucleusModel::solid) {
            const MooneyRivlin& nucleus = sets_.tissue.nucleus[static_cast<std::size_t>(grade)];
            add_relaxing_block(scenario, Part::nucleus, "nucleus of " + level, nucleus, sets_.tissue.nucleus_relaxation,
                               disc.nucleus_elements, {}, loads_.nucleus_volume[d]);
        }
        std::visit(
            [&](const auto& annulus) {
                using Material = typename std::decay_t<decltype(annulus)>::Material;
                // One block per degree of damage; a healthy disc has one.
                const std::vector<double> left = annulus_stiffness_left(scenario, mesh_, disc, annulus_point);
                for (const double factor : std::set<double, std::greater<>>(left.begin(), left.end())) {
                    const auto tissue = softened(annulus, factor);
                    std::vector<typename Material::template Point<double>> points;
                    std::vector<int> elements;
                    for (std::size_t i = 0; i < left.size(); ++i) {
                        if (left[i] != factor) continue;
                        elements.push_back(disc.annulus_elements[i]);
                        points.push_back(tissue.point(unloaded(d, *annulus_point[elements.back()])));
                    }
                    add_relaxing_block(scenario, Part::annulus, "annulus of " + level, tissue.material,
                                       sets_.tissue.annulus_relaxation, elements, std::move(points));
                }
            },
            sets_.tissue.annulus);
        add_block(Part::cartilage_endplate, "endplates of " + level, sets_.tissue.cartilage_endplate,
                  elements_of(mesh_, Part::cartilage_endplate, static_cast<int>(disc.disc)));
        block_disc_.resize(blocks_.size(), d);
    }
    for (const VertebraMesh& v : mesh_.vertebrae) {
        const std::string level(name(v.vertebra));
        const int index = static_cast<int>(v.vertebra);
        add_block(Part::bony_endplate, "bony endplates of " + level, sets_.tissue.bony_endplate,
                  elements_of(mesh_, Part::bony_endplate, index));
        add_block(Part::trabecular_bone, "trabecular bone of " + level, sets_.tissue.trabecular_bone,
                  elements_of(mesh_, Part::trabecular_bone, index));
        std::vector<Quad> cortex;
        for (const CortexQuad& q : mesh_.cortex) {
            if (q.vertebra == v.vertebra) cortex.push_back(q.nodes);
        }
        if (!cortex.empty()) {
            const CorticalShell& shell = sets_.tissue.cortical_shell;
            system_.add(std::make_unique<Membrane<Quad4>>("cortex of " + level, mesh_.mesh.nodes, std::move(cortex),
                                                          shell.youngs_modulus, shell.poisson_ratio, shell.thickness));
        }
    }
    block_disc_.resize(blocks_.size(), no_disc);
}

double SpineModel::find_nucleus_loss(const Scenario& scenario, std::size_t disc) const {
    const DiscMesh& d = mesh_.discs[disc];
    double volume = 0.0;
    for (const int e : d.nucleus_elements) {
        const std::span<const int, SpineCell::nodes> cell(mesh_.cells()[e]);
        volume += element_volume<SpineCell>(positions_of<SpineCell>(cell, mesh_.mesh.nodes));
    }
    const double lost = nucleus_volume_lost(scenario, d.disc, anatomy_->spine.nucleus_density) / volume;
    if (lost > 0.5) {
        throw UserError(
            fmt::format("[[injury]] removes {:.0f} % of the nucleus of {} ({:.0f} mm^3); at most 50 % can be lost",
                        100.0 * lost, name(d.disc), volume));
    }
    return lost;
}

void SpineModel::add_cavities(const Scenario& scenario) {
    cavities_.assign(mesh_.discs.size(), nullptr);
    if (scenario.spine.nucleus == NucleusModel::solid) return;
    Kinematics& k = system_.kinematics;
    std::vector<char> held(mesh_.mesh.nodes.size(), 0);
    for (const TissueBlock& block : blocks_) {
        for (const int e : block.elements) {
            for (const int n : mesh_.cells()[e]) held[n] = 1;
        }
    }
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) {
        const DiscMesh& disc = mesh_.discs[d];
        std::vector<Quad> quads;
        for (const int q : disc.nucleus_surface) quads.push_back(mesh_.nucleus_quads[q]);
        const int grade = scenario.person.disc_grade[static_cast<std::size_t>(disc.disc)];
        const double bulk = sets_.tissue.nucleus[static_cast<std::size_t>(grade)].bulk_modulus;
        auto& cavity = system_.add(std::make_unique<Cavity<Quad4>>(
            "nucleus of " + std::string(name(disc.disc)), stress_free_, std::move(quads), k.add_scalar(), bulk));
        cavity.set_volume_load(loads_.nucleus_volume[d]);
        cavities_[d] = &cavity;
        for (const int e : disc.nucleus_elements) {
            for (const int n : mesh_.cells()[e]) {
                if (!held[n] && k.body_of(n) < 0) k.deactivate(n);
            }
        }
    }
}

void SpineModel::name_loads() {
    Kinematics& k = system_.kinematics;
    loads_ = {.compression = k.add_load(),
              .shear = k.add_load(),
              .vertical = k.add_load(),
              .follower = k.add_load(),
              .flexion = k.add_load(),
              .lateral = k.add_load(),
              .axial = k.add_load(),
              .nucleus_volume = {}};
    for (std::size_t d = 0; d < mesh_.discs.size(); ++d) loads_.nucleus_volume.push_back(k.add_load());
}

void SpineModel::add_loads() {
    Kinematics& k = system_.kinematics;
    const VertebraMesh& top = mesh_.vertebrae.front();
    const Frame& disc = mesh_.discs.front().frame;
    const int body = bodies_.front();
    const int disc_centre = k.add_node(disc.origin);
    const int vertebra_centre = k.add_node(top.frame.origin);
    k.tie(disc_centre, body);
    k.tie(vertebra_centre, body);
    system_.add(std::make_unique<DeadForce>(disc_centre, -disc.rotation.col(1), loads_.compression));
    system_.add(std::make_unique<DeadForce>(disc_centre, disc.rotation.col(0), loads_.shear));
    system_.add(std::make_unique<DeadForce>(vertebra_centre, -Vec3::UnitY(), loads_.vertical));
    // Signs: + flexion turns about -z, + to the right about +x, + to the left about +y (Scenario).
    system_.add(std::make_unique<SpatialCouple>(body, -Vec3::UnitZ(), loads_.flexion));
    system_.add(std::make_unique<SpatialCouple>(body, Vec3::UnitX(), loads_.lateral));
    system_.add(std::make_unique<SpatialCouple>(body, Vec3::UnitY(), loads_.axial));
    add_follower_cables();
}

void SpineModel::add_follower_cables() {
    Kinematics& k = system_.kinematics;
    const std::vector<double> shift = follower_path(anatomy_->spine.follower_path, mesh_);
    for (const double side : {-1.0, 1.0}) {
        std::vector<CablePoint> points;
        for (std::size_t v = 0; v < mesh_.vertebrae.size(); ++v) {
            const VertebraMesh& vertebra = mesh_.vertebrae[v];
            const auto& wall = side < 0.0 ? vertebra.left_wall_nodes : vertebra.right_wall_nodes;
            if (!vertebra.body_elements.empty()) {
                points.push_back(wall_point(vertebra, wall, mesh_.mesh.nodes, shift[v]));
                continue;
            }
            // At the side of the body; the distance between the two cables is that between the disc's rims.
            const double half_width = 0.5 * mesh_.discs[std::min(v, mesh_.discs.size() - 1)].width;
            const int node = k.add_node(vertebra.frame.to_global(Vec3(shift[v], 0.0, side * half_width)));
            k.tie(node, bodies_[v]);
            points.push_back({{node}, {1.0}});
        }
        system_.add(std::make_unique<Cable>(std::move(points), 0.5, loads_.follower));
    }
}

std::vector<double> SpineModel::amplitudes(const LoadStep& step, const State& settled) const {
    std::vector<double> a(static_cast<std::size_t>(system_.kinematics.load_count()), 0.0);
    for (const LoadId volume : loads_.nucleus_volume) a[volume] = settled.loads[volume];
    a[loads_.compression] = step.compression_N;
    a[loads_.shear] = step.shear_force_N;
    a[loads_.vertical] = step.vertical_load_N;
    a[loads_.follower] = step.follower_load_N;
    a[loads_.flexion] = step.flexion_moment_Nm * mm_per_m;
    a[loads_.lateral] = step.lateral_moment_Nm * mm_per_m;
    a[loads_.axial] = step.axial_moment_Nm * mm_per_m;
    return a;
}

std::vector<const TissueBlock*> SpineModel::disc_blocks(std::size_t disc) const {
    std::vector<const TissueBlock*> found;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
        if (block_disc_[b] == disc) found.push_back(&blocks_[b]);
    }
    return found;
}

}  // namespace spondyl
