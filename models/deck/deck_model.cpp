// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_model.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "core/elements/geometry.hpp"
#include "core/materials/neo_hookean.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/pressure.hpp"

namespace spondyl {

namespace {

// Bulk over shear modulus of a material that the deck calls incompressible: Poisson's ratio 0.4995.
constexpr double incompressible_ratio = 1000.0;
// From this Poisson's ratio on Hooke's law becomes the nearly incompressible neo-Hookean solid with its element
// pressure; below, the compressible one.
constexpr double nearly_incompressible = 0.45;
// Of the exponent k2 E^2 in a deck's Holzapfel law: far beyond any stress that a tissue bears, so that the law is that
// of the deck, and near enough to keep a trial step from overflowing.
constexpr double holzapfel_cap = 12.0;
// Of the cube of an element's size: what is left of a volume that is lost in the rounding of its nodes.
constexpr double least_volume_share = 1e-12;
constexpr std::size_t mistakes_told = 20;

double bulk_modulus_of(double d, double stiffness) {
    return d > 0.0 ? 2.0 / d : incompressible_ratio * stiffness;
}

double longitudinal(double bulk, double shear) {
    return bulk + 4.0 / 3.0 * shear;
}

std::string bulk_text(double d, double bulk) {
    return d > 0.0 ? fmt::format("K = 2/D = {:g} MPa", bulk)
                   : fmt::format("incompressible in the deck, K = {:g} MPa here", bulk);
}

MaterialChoice choose(const DeckElastic& law) {
    MaterialChoice choice;
    if (law.poisson_ratio < nearly_incompressible) {
        choice.material = CompressibleNeoHookean{law.youngs_modulus, law.poisson_ratio};
        choice.longitudinal_modulus = lame_lambda(law.youngs_modulus, law.poisson_ratio) +
                                      2.0 * shear_modulus(law.youngs_modulus, law.poisson_ratio);
        choice.text = fmt::format("compressible neo-Hookean, E = {:g} MPa, nu = {:g} at small strain",
                                  law.youngs_modulus, law.poisson_ratio);
        return choice;
    }
    const double shear = shear_modulus(law.youngs_modulus, law.poisson_ratio);
    const double bulk =
        law.poisson_ratio < 0.5 ? bulk_modulus(law.youngs_modulus, law.poisson_ratio) : incompressible_ratio * shear;
    choice.material = neo_hookean(shear, bulk);
    choice.longitudinal_modulus = longitudinal(bulk, shear);
    choice.text = fmt::format("nearly incompressible neo-Hookean, mu = {:g} MPa, K = {:g} MPa", shear, bulk);
    return choice;
}

MaterialChoice choose(const DeckMooneyRivlin& law) {
    const double bulk = bulk_modulus_of(law.d, 2.0 * (law.c10 + law.c01));
    return {.material = MooneyRivlin{law.c10, law.c01, bulk},
            .longitudinal_modulus = longitudinal(bulk, 2.0 * (law.c10 + law.c01)),
            .text = fmt::format("{}, C10 = {:g}, C01 = {:g} MPa; {}", law.c01 == 0.0 ? "neo-Hookean" : "Mooney-Rivlin",
                                law.c10, law.c01, bulk_text(law.d, bulk))};
}

MaterialChoice choose(const DeckReducedPolynomial& law) {
    ReducedPolynomial material;
    std::ranges::copy(law.c, material.c.begin());
    material.bulk_modulus = bulk_modulus_of(law.d, 2.0 * law.c[0]);
    return {.material = material,
            .longitudinal_modulus = longitudinal(material.bulk_modulus, 2.0 * law.c[0]),
            .text = fmt::format("reduced polynomial, C = {:g} MPa; {}", fmt::join(law.c, ", "),
                                bulk_text(law.d, material.bulk_modulus))};
}

MaterialChoice choose(const DeckHolzapfel& law) {
    // Fibres resist a change of volume as well, with about k1.
    const double bulk = bulk_modulus_of(law.d, 2.0 * law.c10 + law.k1);
    HolzapfelGasserOgden material{.c10 = law.c10,
                                  .kappa = std::min(law.kappa, 1.0 / 3.0),  // decks round a third up
                                  .bulk_modulus = bulk,
                                  .cap = holzapfel_cap};
    // Two families in one direction, each with half the stiffness, are one.
    return {.material = material,
            .k1 = law.families == 1 ? 0.5 * law.k1 : law.k1,
            .k2 = law.k2,
            .longitudinal_modulus = longitudinal(bulk, 2.0 * law.c10) + 4.0 * law.k1,
            .text = fmt::format("Holzapfel-Gasser-Ogden, C10 = {:g}, k1 = {:g} MPa, k2 = {:g}, kappa = {:g}, {} fibre "
                                "famil{}; {}",
                                law.c10, law.k1, law.k2, law.kappa, law.families, law.families == 1 ? "y" : "ies",
                                bulk_text(law.d, bulk))};
}

MaterialChoice choose(std::monostate /*law*/) {
    return {.material = CompressibleNeoHookean{}, .text = "none"};
}

[[noreturn]] void refuse(const std::vector<std::string>& mistakes) {
    const std::size_t shown = std::min(mistakes.size(), mistakes_told);
    std::string text =
        fmt::format("{}", fmt::join(mistakes.begin(), mistakes.begin() + static_cast<std::ptrdiff_t>(shown), "\n"));
    if (mistakes.size() > shown) text += fmt::format("\n... and {} more", mistakes.size() - shown);
    throw UserError(text);
}

template <class Visitor>
void with_face_element(CellType type, Visitor&& visit) {
    const auto among = [&]<class... E>(std::tuple<E...>*) {
        return ((E::type == type && (visit.template operator()<E>(), true)) || ...);
    };
    const bool found = among(static_cast<FaceElements*>(nullptr));
    SPONDYL_ASSERT(found, "no face element of type {}", static_cast<int>(type));
}

}  // namespace

MaterialChoice choose_material(const DeckMaterial& material) {
    MaterialChoice choice = std::visit([](const auto& law) { return choose(law); }, material.law);
    choice.text = material.name + ": " + choice.text;
    return choice;
}

DeckModel::DeckModel(const Deck& deck)
    : deck_(deck), body_of_(deck.mesh.nodes.size(), -1), in_use_(deck.mesh.nodes.size(), 0) {
    for (const DeckMaterial& material : deck.materials) materials_.push_back(choose_material(material));
    std::vector<std::string> mistakes;
    find_bodies(mistakes);
    find_blocks(mistakes);
    if (mistakes.empty()) check_cells(mistakes);
    if (!mistakes.empty()) refuse(mistakes);
    connect_parts();
}

void DeckModel::connect_parts() {
    std::vector<double> moduli;
    for (const MaterialChoice& choice : materials_) moduli.push_back(choice.longitudinal_modulus);
    connections_ = connect(deck_, moduli, carried_);
    const auto use = [&](int node) { in_use_[static_cast<std::size_t>(node)] = 1; };
    for (const DeckSpring& spring : deck_.springs) {
        use(spring.first);
        if (spring.second >= 0) use(spring.second);
    }
    for (const Tie& tie : connections_.ties) {
        use(tie.node);
        std::ranges::for_each(tie.to.nodes, use);
    }
}

int DeckModel::body_with_reference(int node) const {
    const int body = body_of(node);
    return body >= 0 && deck_.bodies[static_cast<std::size_t>(body)].reference == node ? body : -1;
}

void DeckModel::find_bodies(std::vector<std::string>& mistakes) {
    for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
        const DeckBody& body = deck_.bodies[b];
        const auto tie = [&](int node) {
            int& of = body_of_[static_cast<std::size_t>(node)];
            if (of >= 0 && of != static_cast<int>(b)) {
                mistakes.push_back(fmt::format("{}: node {} rides on {} as well as on {}", deck_.place(body.where),
                                               deck_.node_name(node), body.name,
                                               deck_.bodies[static_cast<std::size_t>(of)].name));
            }
            of = static_cast<int>(b);
            in_use_[static_cast<std::size_t>(node)] = 1;
        };
        tie(body.reference);
        for (const int node : body.nodes) tie(node);
    }
}

void DeckModel::find_blocks(std::vector<std::string>& mistakes) {
    int cell = 0;
    for (const CellBlock& cells : deck_.mesh.blocks) {
        std::map<int, std::size_t> block_of_material;
        for (std::size_t c = 0; c < cells.size(); ++c, ++cell) {
            const auto nodes = cells[c];
            const int body = body_of(nodes[0]);
            // A cell that is carried as a whole is not strained.
            carried_.push_back(body >= 0 && std::ranges::all_of(nodes, [&](int n) { return body_of(n) == body; }));
            if (carried_.back() != 0) continue;
            for (const int node : nodes) in_use_[static_cast<std::size_t>(node)] = 1;
            const DeckSection& section = deck_.sections[static_cast<std::size_t>(cell)];
            const auto problem = [&](const std::string& what) {
                mistakes.push_back(fmt::format("{}: element {} {}",
                                               deck_.place(deck_.cell_places[static_cast<std::size_t>(cell)]),
                                               deck_.cell_name(cell), what));
            };
            if (section.material < 0) {
                problem("has no material");
                continue;
            }
            const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(section.material)];
            if (std::holds_alternative<std::monostate>(material.law)) {
                problem(fmt::format("is of material {}, which has no law that is supported", material.name));
                continue;
            }
            auto [at, is_new] = block_of_material.emplace(section.material, blocks_.size());
            if (is_new) {
                const MaterialChoice& choice = materials_[static_cast<std::size_t>(section.material)];
                blocks_.push_back({.material = section.material,
                                   .cells = {},
                                   .of = {.name = material.name,
                                          .cells = {.type = cells.type, .connectivity = {}},
                                          .nodes = deck_.mesh.nodes,
                                          .fibres = {},
                                          .k1 = choice.k1,
                                          .k2 = choice.k2}});
            }
            DeckBlock& block = blocks_[at->second];
            if (const auto* law = std::get_if<DeckHolzapfel>(&material.law)) {
                std::vector<Vec3> directions;
                if (section.orientation >= 0)
                    directions = deck_.orientations[static_cast<std::size_t>(section.orientation)].directions;
                if (static_cast<int>(directions.size()) != law->families) {
                    problem(fmt::format("has {} local directions from its orientation, its material {} needs {}",
                                        directions.size(), material.name, law->families));
                    continue;
                }
                block.of.fibres.push_back({section.axes * directions.front(), section.axes * directions.back()});
            }
            block.cells.push_back(cell);
            block.of.cells.add(nodes);
        }
    }
    if (blocks_.empty() && deck_.springs.empty() && mistakes.empty())
        mistakes.emplace_back("the deck has no element that can be strained");
}

void DeckModel::check_cells(std::vector<std::string>& mistakes) const {
    for (const DeckBlock& block : blocks_) {
        with_solid_element(block.of.cells.type, [&]<SolidElement E>() {
            const std::vector<Cell<E>> cells = cells_of<E>(std::span(&block.of.cells, 1));
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const auto volumes = point_volumes<E>(positions_of<E>(cells[c], block.of.nodes));
                double size = 0.0;
                for (const int node : cells[c]) {
                    size = std::max(size, (block.of.nodes[static_cast<std::size_t>(node)] -
                                           block.of.nodes[static_cast<std::size_t>(cells[c][0])])
                                              .norm());
                }
                const double least = least_volume_share * size * size * size;
                if (std::ranges::all_of(volumes, [&](double v) { return v > least; })) continue;
                const int cell = block.cells[c];
                mistakes.push_back(
                    fmt::format("{}: element {} is inside out or has no volume at a point of integration (order of its "
                                "nodes, or their places)",
                                deck_.place(deck_.cell_places[static_cast<std::size_t>(cell)]), deck_.cell_name(cell)));
            }
        });
    }
}

DeckStepSystem::DeckStepSystem(const DeckModel& model, const StepLoads& loads, const State* before,
                               const std::map<NodeComponent, double>& reactions)
    : model_(model), loads_(loads) {
    const Deck& deck = model.deck();
    Kinematics& k = system_.kinematics;
    k.add_nodes(deck.mesh.nodes);
    for (const DeckBody& body : deck.bodies) k.add_body(deck.mesh.nodes[static_cast<std::size_t>(body.reference)]);
    for (int n = 0; n < k.node_count(); ++n) {
        if (model.body_of(n) >= 0) {
            k.tie(n, model.body_of(n));
        } else if (!model.in_use(n)) {
            k.deactivate(n);
        }
    }
    for (const DeckBlock& block : model.blocks()) {
        terms_.push_back(
            &system_.add(std::visit([&](const auto& material) { return make_block(material, block.of); },
                                    model.materials()[static_cast<std::size_t>(block.material)].material)));
    }
    const DeckConnections& connections = model.connections();
    if (!connections.springs.empty())
        springs_ = &system_.add(std::make_unique<Springs>("springs", connections.laws, connections.springs));
    if (!connections.ties.empty()) system_.add(std::make_unique<Ties>("ties", connections.ties));
    add_supports(before);
    require_something_free();
    add_forces();
    add_pressures();
    release(reactions);
    system_.prepare();
    start_ = k.rest();
    if (before != nullptr) {
        start_.positions = before->positions;
        start_.body_translation = before->body_translation;
        start_.body_rotation = before->body_rotation;
        start_.iterates = before->iterates;
        start_.step = before->step;
    }
    start_.loads = amplitudes(0.0);
}

LoadId DeckStepSystem::add(const LoadCurve& curve) {
    const auto [at, is_new] = load_of_curve_.emplace(curve, static_cast<LoadId>(curves_.size()));
    if (is_new) {
        curves_.push_back(curve);
        system_.kinematics.add_load();
    }
    return at->second;
}

void DeckStepSystem::add_supports(const State* before) {
    const Deck& deck = model_.deck();
    Kinematics& k = system_.kinematics;
    std::vector<std::string> mistakes;
    std::map<int, std::array<LoadId, 3>> turns;
    for (const auto& [where, given] : loads_.supports) {
        const auto [node, component] = where;
        const int body = model_.body_with_reference(node);
        if (body < 0 && component >= 3) continue;  // nodes of solids do not turn
        if (body < 0 && model_.body_of(node) >= 0) {
            mistakes.push_back(fmt::format("node {} rides on {} and is held besides; hold its reference node",
                                           deck.node_name(node),
                                           deck.bodies[static_cast<std::size_t>(model_.body_of(node))].name));
            continue;
        }
        if (!model_.in_use(node)) continue;
        LoadCurve curve = given;
        if (before != nullptr && curve.amplitude < 0) {
            // From where the node is, wherever the deck thought that it was.
            const Vec3 moved =
                before->positions[static_cast<std::size_t>(node)] - k.reference()[static_cast<std::size_t>(node)];
            curve.start = component < 3
                              ? moved[component]
                              : rotation_log(before->body_rotation[static_cast<std::size_t>(body)])[component - 3];
        }
        const LoadId load = add(curve);
        if (body < 0) {
            k.prescribe(node, component, load, 1.0);
        } else if (component < 3) {
            k.prescribe_translation(body, component, load, 1.0);
        } else {
            turns.try_emplace(body, std::array<LoadId, 3>{-1, -1, -1})
                .first->second[static_cast<std::size_t>(component - 3)] = load;
        }
    }
    for (const auto& [body, axes] : turns) {
        if (std::ranges::count(axes, -1) > 0) {
            mistakes.push_back(
                fmt::format("the rotations of {} are held about some axes and free about others; hold all "
                            "three or none",
                            deck.bodies[static_cast<std::size_t>(body)].name));
        } else {
            k.prescribe_rotation(body, axes);
        }
    }
    if (!mistakes.empty()) refuse(mistakes);
}

void DeckStepSystem::require_something_free() const {
    const Deck& deck = model_.deck();
    const auto is_held = [&](int node, int component) { return loads_.supports.contains({node, component}); };
    for (int n = 0; n < static_cast<int>(deck.mesh.nodes.size()); ++n) {
        const int components = model_.body_with_reference(n) >= 0 ? 6 : model_.body_of(n) >= 0 ? 0 : 3;
        for (int c = 0; model_.in_use(n) && c < components; ++c) {
            if (!is_held(n, c)) return;
        }
    }
    throw UserError("everything is held in " + loads_.step + ": there is nothing to be found");
}

void DeckStepSystem::add_forces() {
    const Deck& deck = model_.deck();
    std::vector<std::string> mistakes;
    for (const auto& [where, curve] : loads_.forces) {
        const auto [node, component] = where;
        const int body = model_.body_with_reference(node);
        if (component >= 3 && body < 0) {
            mistakes.push_back(
                fmt::format("a moment on node {}, which does not turn: it is no reference node", deck.node_name(node)));
        } else if (!model_.in_use(node)) {
            mistakes.push_back(fmt::format("a force on node {}, which belongs to no element", deck.node_name(node)));
        } else if (component >= 3) {
            system_.add(std::make_unique<SpatialCouple>(body, Vec3::Unit(component - 3), add(curve)));
        } else {
            system_.add(std::make_unique<DeadForce>(node, Vec3::Unit(component), add(curve)));
        }
    }
    if (!mistakes.empty()) refuse(mistakes);
}

void DeckStepSystem::add_pressures() {
    for (const StepLoads::Pressure& pressure : loads_.pressures) {
        const LoadId load = add(pressure.curve);
        for (const CellBlock& faces : pressure.faces) {
            with_face_element(faces.type, [&]<FaceElement E>() {
                system_.add(std::make_unique<Pressure<E>>("pressure", cells_of<E>(std::span(&faces, 1)), load));
            });
        }
    }
}

void DeckStepSystem::release(const std::map<NodeComponent, double>& reactions) {
    // A support that goes leaves its force behind, which fades over the step.
    for (const NodeComponent& where : loads_.released) {
        const auto found = reactions.find(where);
        if (found == reactions.end()) continue;
        const auto [node, component] = where;
        const LoadId load = add({.start = found->second, .value = 0.0});
        if (component < 3) {
            system_.add(std::make_unique<DeadForce>(node, Vec3::Unit(component), load));
        } else {
            system_.add(
                std::make_unique<SpatialCouple>(model_.body_with_reference(node), Vec3::Unit(component - 3), load));
        }
    }
}

std::vector<Springs::Sample> DeckStepSystem::springs(const State& state) const {
    return springs_ == nullptr ? std::vector<Springs::Sample>{} : springs_->sample(system_.kinematics, state);
}

std::vector<double> DeckStepSystem::amplitudes(double time) const {
    std::vector<double> values;
    values.reserve(curves_.size());
    for (const LoadCurve& curve : curves_) values.push_back(loads_.at(model_.deck(), curve, time));
    return values;
}

std::map<NodeComponent, double> DeckStepSystem::reactions(const Eigen::VectorXd& residual) const {
    const Kinematics& k = system_.kinematics;
    std::map<NodeComponent, double> forces;
    for (const auto& [where, curve] : loads_.supports) {
        const auto [node, component] = where;
        const int body = model_.body_with_reference(node);
        if (body >= 0) {
            forces[where] = residual[k.body_dof(body, component)];
        } else if (component < 3 && model_.in_use(node)) {
            forces[where] = residual[k.node_dof(node, component)];
        }
    }
    return forces;
}

double DeckStepSystem::applied(NodeComponent where, double time) const {
    const auto found = loads_.forces.find(where);
    return found == loads_.forces.end() ? 0.0 : loads_.at(model_.deck(), found->second, time);
}

}  // namespace spondyl
