// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_step_system.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "core/elements/table.hpp"
#include "core/error.hpp"
#include "core/system/rotation.hpp"
#include "core/terms/loads.hpp"
#include "core/terms/pressure.hpp"

namespace spondyl {

namespace {

template <class Visitor>
void with_face_element(CellType type, Visitor&& visit) {
    const auto among = [&]<class... E>(std::tuple<E...>*) {
        return ((E::type == type && (visit.template operator()<E>(), true)) || ...);
    };
    const bool found = among(static_cast<FaceElements*>(nullptr));
    SPONDYL_ASSERT(found, "no face element of type {}", static_cast<int>(type));
}

}  // namespace

DeckStepSystem::DeckStepSystem(const DeckModel& model, const StepLoads& loads, const State* before,
                               const Reactions& reactions)
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
    if (!mistakes.empty()) refuse_deck(mistakes);
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
    if (!mistakes.empty()) refuse_deck(mistakes);
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

void DeckStepSystem::release(const Reactions& reactions) {
    // The reaction of a removed support is replaced by a force that decreases to zero over the step.
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

Reactions DeckStepSystem::reactions(const Eigen::VectorXd& residual) const {
    const Kinematics& k = system_.kinematics;
    Reactions forces;
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
