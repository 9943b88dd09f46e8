// SPDX-License-Identifier: Apache-2.0
#include "models/spine/spine_deck.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Geometry>
#include <algorithm>
#include <cmath>
#include <map>
#include <type_traits>

#include "core/math/units.hpp"
#include "core/mesh/cells.hpp"
#include "core/mesh/convert.hpp"
#include "models/geometry/build_spine_mesh.hpp"
#include "models/spine/follower_path.hpp"
#include "models/spine/injuries.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl {
namespace {

// Fibres whose stress rises exponentially stop a solver that tries too much at once.
constexpr double first_increment = 0.02;
constexpr double negligible_share = 1e-12;

class SpineDeckBuilder {
  public:
    SpineDeckBuilder(const SpineAnatomy& anatomy, const Scenario& scenario)
        : anatomy_(anatomy),
          scenario_(scenario),
          mesh_(build_spine_mesh(anatomy, scenario.person, scenario.spine)),
          tissue_(load_tissue_set(scenario.tissue.set)) {}

    SpineDeck build(CellType cells) {
        deck_.title = scenario_.title.empty() ? "a stretch of spine" : scenario_.title;
        deck_.files = {"scenario"};
        add_tissues();
        name_sets();
        deck_.mesh = convert_cells(mesh_.mesh, cells);
        add_bodies();
        add_steps();
        label_all();
        name_what_is_left_out();
        return {std::move(deck_), std::move(left_out_)};
    }

  private:
    void leave_out(std::string what) { left_out_.push_back(std::move(what)); }

    int add_material(std::string name, DeckLaw law) {
        deck_.materials.push_back({.name = std::move(name), .where = {}, .law = std::move(law)});
        return static_cast<int>(deck_.materials.size()) - 1;
    }
    void fill(const std::vector<int>& elements, int material) {
        for (const int e : elements) deck_.sections[static_cast<std::size_t>(e)].material = material;
    }
    [[nodiscard]] std::vector<int> elements_of(Part part, int level) const {
        std::vector<int> found;
        for (std::size_t e = 0; e < mesh_.part.size(); ++e) {
            if (mesh_.part[e] == part && mesh_.level[e] == level) found.push_back(static_cast<int>(e));
        }
        return found;
    }

    static DeckMooneyRivlin law_of(const MooneyRivlin& m) { return {m.c10, m.c01, 2.0 / m.bulk_modulus}; }
    static DeckElastic law_of(const CompressibleNeoHookean& m) { return {m.youngs_modulus, m.poisson_ratio}; }

    void add_tissues() {
        deck_.sections.resize(mesh_.cells().size());
        std::vector<const AnnulusPoint*> points(mesh_.cells().size(), nullptr);
        for (const AnnulusPoint& p : mesh_.annulus) points[static_cast<std::size_t>(p.element)] = &p;
        for (const DiscMesh& disc : mesh_.discs) {
            const std::string level(name(disc.disc));
            const auto grade =
                static_cast<std::size_t>(scenario_.person.disc_grade[static_cast<std::size_t>(disc.disc)]);
            fill(disc.nucleus_elements, add_material("nucleus_" + level, law_of(tissue_.nucleus[grade])));
            std::visit([&](const auto& annulus) { add_annulus(annulus, disc, points); }, tissue_.annulus);
            const auto cartilage = elements_of(Part::cartilage_endplate, static_cast<int>(disc.disc));
            fill(cartilage, add_material("cartilage_" + level, law_of(tissue_.cartilage_endplate)));
        }
        const auto add_bone = [&](Part part, const std::string& what, const CompressibleNeoHookean& bone) {
            int material = -1;
            for (const VertebraMesh& v : mesh_.vertebrae) {
                const std::vector<int> elements = elements_of(part, static_cast<int>(v.vertebra));
                if (elements.empty()) continue;
                if (material < 0) material = add_material(what, law_of(bone));
                fill(elements, material);
            }
        };
        add_bone(Part::bony_endplate, "bony_endplate", tissue_.bony_endplate);
        add_bone(Part::trabecular_bone, "trabecular_bone", tissue_.trabecular_bone);
    }

    // Elements with equal constants and fibre angle share a material and the directions.
    void add_annulus(const ExponentialAnnulus& annulus, const DiscMesh& disc,
                     const std::vector<const AnnulusPoint*>& points) {
        const std::vector<double> left = annulus_stiffness_left(scenario_, mesh_, disc, points);
        std::map<std::string, int> material_of;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const ExponentialAnnulus tissue = softened(annulus, left[i]);
            const int element = disc.annulus_elements[i];
            const auto p = tissue.point(*points[static_cast<std::size_t>(element)]);
            const Vec3 first(p.a0[0][0], p.a0[0][1], p.a0[0][2]);
            const Vec3 second(p.a0[1][0], p.a0[1][1], p.a0[1][2]);
            // Along the lamella half-way between the families, and across that.
            const double along = 0.5 * (first + second).norm();
            const double across = 0.5 * (first - second).norm();
            DeckSection& section = deck_.sections[static_cast<std::size_t>(element)];
            section.axes.col(0) = (first + second).normalized();
            section.axes.col(1) = (first - second).normalized();
            section.axes.col(2) = section.axes.col(0).cross(section.axes.col(1));
            // Ten digits: what is mirrored left and right differs in rounding.
            const std::string key = fmt::format("{:.10g} {:.10g} {:.10g} {:.10g}", left[i], p.k1, p.k2, along);
            const auto [at, is_new] = material_of.try_emplace(key, static_cast<int>(deck_.materials.size()));
            if (is_new) {
                const std::string label = fmt::format("annulus_{}_{}", name(disc.disc), material_of.size());
                add_material(label, DeckHolzapfel{.c10 = tissue.material.c10,
                                                  .d = 2.0 / tissue.material.bulk_modulus,
                                                  .k1 = p.k1,
                                                  .k2 = p.k2,
                                                  .kappa = tissue.material.kappa,
                                                  .families = fibre_family_count});
                orientation_of_[at->second] = static_cast<int>(deck_.orientations.size());
                deck_.orientations.push_back(
                    {"fibres_" + label, {Vec3(along, across, 0.0), Vec3(along, -across, 0.0)}});
            }
            section.material = at->second;
            section.orientation = orientation_of_[at->second];
        }
        say_once(fibre_cap_, fmt::format("the linear continuation of the fibres' stress where k2 E^2 is above {:g}",
                                         annulus.material.cap));
        if (annulus.material.c01 != 0.0) say_once(c01_, "C01 of the annulus' matrix");
    }

    void add_annulus(const CurveAnnulus& annulus, const DiscMesh& disc,
                     const std::vector<const AnnulusPoint*>& points) {
        const std::vector<double> left = annulus_stiffness_left(scenario_, mesh_, disc, points);
        std::map<double, int> material_of;
        for (std::size_t i = 0; i < left.size(); ++i) {
            const CurveAnnulus tissue = softened(annulus, left[i]);
            const auto [at, is_new] = material_of.try_emplace(left[i], static_cast<int>(deck_.materials.size()));
            if (is_new) {
                add_material(
                    fmt::format("annulus_{}_{}", name(disc.disc), material_of.size()),
                    DeckMooneyRivlin{tissue.material.c10, tissue.material.c01, 2.0 / tissue.material.bulk_modulus});
            }
            deck_.sections[static_cast<std::size_t>(disc.annulus_elements[i])].material = at->second;
        }
        say_once(curves_,
                 fmt::format("ALL FIBRES of the annulus: those of the tissue set {} follow tables. A set after "
                             "Holzapfel (hgo_aligned, ...) keeps them",
                             tissue_.name));
    }

    void say_once(bool& said, std::string what) {
        if (!said) leave_out(std::move(what));
        said = true;
    }

    void name_sets() {
        for (const VertebraMesh& v : mesh_.vertebrae) {
            std::vector<int>& nodes = mesh_.mesh.node_sets[std::string(name(v.vertebra))];
            if (v.body_elements.empty()) {
                nodes = v.superior_nodes;
                nodes.insert(nodes.end(), v.inferior_nodes.begin(), v.inferior_nodes.end());
            } else {
                nodes = v.pedicle_nodes;
            }
            std::ranges::sort(nodes);
            nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
        }
        for (std::size_t e = 0; e < mesh_.part.size(); ++e) {
            const Part part = mesh_.part[e];
            const std::string_view level = part <= Part::cartilage_endplate
                                               ? name(static_cast<Disc>(mesh_.level[e]))
                                               : name(static_cast<Vertebra>(mesh_.level[e]));
            mesh_.mesh.cell_sets[fmt::format("{}_{}", name(part), level)].push_back(static_cast<int>(e));
        }
    }

    int add_node(const Vec3& position) {
        deck_.mesh.nodes.push_back(position);
        return static_cast<int>(deck_.mesh.nodes.size()) - 1;
    }
    // A point that rides on a vertebra.
    int attach(std::size_t vertebra, const Vec3& position) {
        const int node = add_node(position);
        deck_.bodies[vertebra].nodes.push_back(node);
        return node;
    }

    void add_bodies() {
        for (const VertebraMesh& v : mesh_.vertebrae) {
            const std::string label(name(v.vertebra));
            deck_.bodies.push_back({.name = label,
                                    .where = {},
                                    .reference = add_node(v.frame.origin),
                                    .nodes = deck_.mesh.node_sets.at(label)});
        }
        disc_centre_ = attach(0, mesh_.discs.front().frame.origin);
        const bool follower =
            std::ranges::any_of(scenario_.steps, [](const LoadStep& s) { return s.follower_load_N != 0.0; });
        if (!follower) return;
        const std::vector<double> shift = follower_path(anatomy_.follower_path, mesh_);
        for (const double side : {-1.0, 1.0}) {
            std::vector<int>& cable = cables_.emplace_back();
            for (std::size_t v = 0; v < mesh_.vertebrae.size(); ++v) {
                const double half_width = 0.5 * mesh_.discs[std::min(v, mesh_.discs.size() - 1)].width;
                cable.push_back(attach(v, mesh_.vertebrae[v].frame.to_global(Vec3(shift[v], 0.0, side * half_width))));
            }
        }
        leave_out(
            "the follower load keeps the directions that its cables have at rest, and its points ride on the bodies");
    }

    using Forces = std::map<std::pair<int, int>, double>;  // by node and component

    [[nodiscard]] Forces forces_of(const LoadStep& step) const {
        Forces forces;
        const auto add = [&](int node, const Vec3& force, int first = 0) {
            for (int c = 0; c < 3; ++c) {
                if (std::abs(force[c]) > negligible_share * force.norm()) forces[{node, first + c}] += force[c];
            }
        };
        const Frame& disc = mesh_.discs.front().frame;
        const int top = deck_.bodies.front().reference;
        add(disc_centre_, step.shear_force_N * disc.rotation.col(0) - step.compression_N * disc.rotation.col(1));
        add(top, Vec3(0.0, -step.vertical_load_N, 0.0));
        add(top, mm_per_m * Vec3(step.lateral_moment_Nm, step.axial_moment_Nm, -step.flexion_moment_Nm), 3);
        for (const std::vector<int>& cable : cables_) {
            for (std::size_t p = 0; p + 1 < cable.size(); ++p) {
                const Vec3 piece = deck_.mesh.nodes[static_cast<std::size_t>(cable[p + 1])] -
                                   deck_.mesh.nodes[static_cast<std::size_t>(cable[p])];
                const Vec3 pull = 0.5 * step.follower_load_N * piece.normalized();
                add(cable[p], pull);
                add(cable[p + 1], -pull);
            }
        }
        return forces;
    }

    void add_steps() {
        const int bottom = deck_.bodies.back().reference;
        const int top = deck_.bodies.front().reference;
        const DeckBoundary held{.where = {}, .nodes = {bottom}, .first = 0, .last = 5};
        deck_.boundaries = {held};
        Forces before;
        bool fixed_before = false;
        for (const LoadStep& load : scenario_.steps) {
            DeckStep step;
            step.name = load.name;
            step.first_increment = first_increment;
            step.nonlinear = true;
            const bool fixed = load.top_rotation == TopRotation::fixed;
            const bool first = deck_.steps.empty();
            if (fixed && !fixed_before) {
                step.boundaries.push_back({.where = {}, .nodes = {top}, .first = 3, .last = 5});
                if (!first)
                    leave_out(
                        fmt::format("step {}: the rotation of the top vertebra goes back to 0, where the scenario "
                                    "holds it",
                                    load.name));
            } else if (fixed_before && !fixed) {
                step.new_boundaries = true;
                step.boundaries.push_back(held);
            }
            fixed_before = fixed;
            // Loads that this step does not name go back to zero.
            Forces forces = forces_of(load);
            for (const auto& [where, value] : before) forces.try_emplace(where, 0.0);
            for (const auto& [where, value] : forces) {
                step.forces.push_back({.where = {}, .nodes = {where.first}, .component = where.second, .value = value});
            }
            before = std::move(forces);
            deck_.steps.push_back(std::move(step));
        }
        if (deck_.steps.empty()) {
            DeckStep& rest = deck_.steps.emplace_back();
            rest.name = "rest";
            rest.first_increment = 1.0;
            rest.nonlinear = true;
            leave_out("posture, weights and muscle forces of the tasks: the deck has no loads");
        }
    }

    void label_all() {
        const auto count = [](std::vector<DeckLabel>& labels, std::size_t size) {
            for (std::size_t i = 0; i < size; ++i)
                labels.push_back({.instance = -1, .number = static_cast<int>(i) + 1});
        };
        count(deck_.node_labels, deck_.mesh.nodes.size());
        count(deck_.cell_labels, cell_count(deck_.mesh));
        deck_.cell_places.resize(deck_.cell_labels.size());
    }

    void name_what_is_left_out() {
        std::vector<std::string_view> ligaments;
        for (int l = 0; l < ligament_count; ++l) {
            const auto ligament = static_cast<Ligament>(l);
            const auto is_there = [&](const DiscMesh& disc) { return has_ligament(scenario_, disc.disc, ligament); };
            if (std::ranges::any_of(mesh_.discs, is_there)) ligaments.push_back(name(ligament));
        }
        if (!ligaments.empty()) leave_out(fmt::format("ligaments: {}", fmt::join(ligaments, ", ")));
        if (scenario_.structures.facets == Presence::present) leave_out("contact of the facet joints");
        if (scenario_.spine.bone == BoneModel::deformable) leave_out("the cortical shell of deformable vertebrae");
        if (scenario_.spine.nucleus == NucleusModel::cavity)
            leave_out("the nucleus is a solid, where the scenario has a cavity filled with fluid");
        if (scenario_.spine.resting_pressure_MPa.value_or(scenario_.tasks.empty() ? 0.0 : 1.0) != 0.0)
            leave_out("the resting pressure of the nuclei (swelling)");
        if (has_lost_nucleus(scenario_)) leave_out("the lost volume of an injured nucleus");
        if (takes_time(scenario_)) leave_out("relaxation of the tissues: the laws are those of a sudden strain");
    }

    const SpineAnatomy& anatomy_;
    const Scenario& scenario_;
    SpineMesh mesh_;
    TissueSet tissue_;
    Deck deck_;
    std::vector<std::string> left_out_;
    std::map<int, int> orientation_of_;  // by material
    int disc_centre_ = -1;
    std::vector<std::vector<int>> cables_;
    bool fibre_cap_ = false;
    bool c01_ = false;
    bool curves_ = false;
};

}  // namespace

SpineDeck deck_of_spine(const SpineAnatomy& anatomy, const Scenario& scenario, CellType cells) {
    return SpineDeckBuilder(anatomy, scenario).build(cells);
}

}  // namespace spondyl
