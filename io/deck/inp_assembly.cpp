// SPDX-License-Identifier: Apache-2.0
// Cards of parts, instances and the assembly, and what ties nodes to reference nodes.
#include <fmt/format.h>

#include <Eigen/Geometry>
#include <algorithm>

#include "core/math/units.hpp"
#include "core/system/rotation.hpp"
#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

void InpReader::read_part(const InpCard& card) {
    expect_parameters(card, {"NAME"});
    const std::optional<std::string> name = required(card, "NAME");
    if (open_.kind != Place::model) {
        error(card.where, "*PART inside of a part, assembly or step");
        return;
    }
    if (!name) return;
    open_.kind = Place::part;
    open_.where = card.where;
    auto part = std::make_shared<InpScope>();
    part->name = *name;
    open_.scope = part.get();
    if (!parts_.emplace(upper(*name), part).second) {
        error(card.where, fmt::format("the part {} is there already", quote(*name)));
        open_.own_scope = part;  // keeps it alive until the next one
    }
}

void InpReader::read_end_part(const InpCard& card) {
    if (open_.kind != Place::part) {
        error(card.where, "*END PART without *PART");
        return;
    }
    open_.kind = Place::model;
    open_.scope = &root_;
}

void InpReader::read_assembly(const InpCard& card) {
    expect_parameters(card, {"NAME"});
    if (open_.kind != Place::model) {
        error(card.where, "*ASSEMBLY inside of a part, assembly or step");
        return;
    }
    open_.kind = Place::assembly;
    open_.where = card.where;
}

void InpReader::read_end_assembly(const InpCard& card) {
    if (open_.kind != Place::assembly) {
        error(card.where, "*END ASSEMBLY without *ASSEMBLY");
        return;
    }
    open_.kind = Place::model;
}

void InpReader::read_instance(const InpCard& card) {
    expect_parameters(card, {"NAME", "PART"});
    const std::optional<std::string> name = required(card, "NAME");
    const std::optional<std::string> part = required(card, "PART");
    if (open_.kind != Place::assembly) {
        error(card.where, "*INSTANCE outside of *ASSEMBLY");
        return;
    }
    if (!name || !part) return;
    const auto found = parts_.find(upper(*part));
    if (found == parts_.end()) {
        error(card.where, fmt::format("there is no part {}", quote(*part)));
        return;
    }
    InpInstance instance{.name = *name, .scope = found->second};
    InpData data;
    if (lines_.next_data(data)) {
        instance.translation = Vec3(number_or(data, 0, 0.0), number_or(data, 1, 0.0), number_or(data, 2, 0.0));
    }
    if (lines_.next_data(data)) {
        // Two points on the axis and the angle in degrees; the turn comes after the translation.
        const Vec3 a(number_or(data, 0, 0.0), number_or(data, 1, 0.0), number_or(data, 2, 0.0));
        const Vec3 b(number_or(data, 3, 0.0), number_or(data, 4, 0.0), number_or(data, 5, 0.0));
        const double angle = number_or(data, 6, 0.0) * rad_per_deg;
        const double length = (b - a).norm();
        if (length > 0.0) {
            instance.rotation = rotation_exp((b - a) * (angle / length));
            instance.translation = instance.rotation * (instance.translation - a) + a;
        } else {
            error(data.where, "the two points of the axis of rotation are the same");
        }
    }
    open_.kind = Place::instance;
    open_.where = card.where;
    // An instance may bring a mesh of its own; then it does not share that of its part.
    open_.own_scope = std::make_shared<InpScope>();
    open_.own_scope->name = *name;
    open_.scope = open_.own_scope.get();
    instances_.push_back(std::move(instance));
}

void InpReader::read_end_instance(const InpCard& card) {
    if (open_.kind != Place::instance) {
        error(card.where, "*END INSTANCE without *INSTANCE");
        return;
    }
    open_.kind = Place::assembly;
    open_.scope = &root_;
    InpInstance& instance = instances_.back();
    const bool has_mesh_of_part = !instance.scope->nodes.empty();
    const bool has_own = !open_.own_scope->nodes.empty() || !open_.own_scope->node_sets.empty() ||
                         !open_.own_scope->element_sets.empty() || !open_.own_scope->sections.empty();
    if (has_own && has_mesh_of_part) {
        problems_.unsupported(open_.where,
                              fmt::format("an instance ({}) that adds to the mesh of its part", instance.name));
    } else if (has_own) {
        instance.scope = open_.own_scope;
    }
    const InpScope& scope = *instance.scope;
    if (root_.nodes.size() + scope.nodes.size() > limits::deck_nodes ||
        root_.elements.size() + scope.elements.size() > limits::deck_cells) {
        error(open_.where, fmt::format("the instances have more than {} nodes or {} elements together",
                                       limits::deck_nodes, limits::deck_cells));
        instances_.pop_back();
        return;
    }
    if (!instance_of_name_.emplace(upper(instance.name), instances_.size() - 1).second) {
        error(open_.where, fmt::format("the instance {} is there already", quote(instance.name)));
        instances_.pop_back();
        return;
    }
    place_instance(instance);
}

void InpReader::place_instance(InpInstance& instance) {
    const InpScope& scope = *instance.scope;
    instance.first_node = static_cast<int>(root_.nodes.size());
    instance.first_element = static_cast<int>(root_.elements.size());
    const int number = static_cast<int>(deck_.instances.size());
    deck_.instances.push_back(instance.name);
    for (std::size_t n = 0; n < scope.nodes.size(); ++n) {
        const Vec3 at = instance.rotation * scope.nodes[n] + instance.translation;
        if (at.cwiseAbs().maxCoeff() > limits::deck_coordinate) {
            error(open_.where, fmt::format("a node lies beyond {:g} mm", limits::deck_coordinate));
            break;
        }
        root_.nodes.push_back(at);
        root_.node_labels.push_back({number, scope.node_labels[n].number});
    }
    root_.nodes.resize(static_cast<std::size_t>(instance.first_node) + scope.nodes.size(), Vec3::Zero());
    root_.node_labels.resize(root_.nodes.size());
    const std::size_t first_place = root_.connectivity.size();
    for (const InpElement& e : scope.elements) {
        InpElement copy = e;
        copy.label.instance = number;
        copy.first += first_place;
        root_.elements.push_back(copy);
    }
    for (const int node : scope.connectivity) root_.connectivity.push_back(node + instance.first_node);
    for (DeckBody body : scope.bodies) {
        body.name = instance.name + "." + body.name;
        body.reference += instance.first_node;
        if (!spend_set_entries(body.nodes.size(), body.where)) break;
        for (int& node : body.nodes) node += instance.first_node;
        root_.bodies.push_back(std::move(body));
    }
}

std::optional<int> InpReader::reference_node(std::string_view text, DeckPlace where) {
    const auto nodes = find_items(Kind::node, here(), text, where);
    if (!nodes) return std::nullopt;
    if (nodes->size() == 1) return nodes->front();
    error(where, fmt::format("the reference node {} is a set of {} nodes", quote(text), nodes->size()));
    return std::nullopt;
}

void InpReader::read_rigid_body(const InpCard& card) {
    expect_parameters(card, {"REF NODE", "ROT NODE", "NSET", "ELSET", "TIE NSET", "PIN NSET", "POSITION"});
    if (const std::string* position = card.find("POSITION"); position != nullptr && upper(*position) != "INPUT")
        problems_.unsupported(card.where, "*RIGID BODY with POSITION=" + quote(*position));
    const std::optional<std::string> reference = required(card, "REF NODE");
    if (!reference) return;
    const std::optional<int> node = reference_node(*reference, card.where);
    DeckBody body{.name = *reference, .where = card.where, .reference = node.value_or(0), .nodes = {}};
    bool any = false;
    for (const std::string_view key : {"NSET", "TIE NSET", "PIN NSET", "ELSET"}) {
        const std::string* set = card.find(key);
        if (set == nullptr) continue;
        any = true;
        const bool elements = key == "ELSET";
        auto items = find_items(elements ? Kind::element : Kind::node, here(), *set, card.where);
        if (items && elements) items = nodes_of_elements(here(), *items);
        if (items) body.nodes.insert(body.nodes.end(), items->begin(), items->end());
    }
    if (!any) error(card.where, "*RIGID BODY needs NSET=, ELSET=, TIE NSET= or PIN NSET=");
    if (const std::string* rotation = card.find("ROT NODE")) {
        if (&here() != &root_) {
            problems_.unsupported(card.where, "*RIGID BODY with ROT NODE inside of a part");
        } else if (const std::optional<int> r = reference_node(*rotation, card.where); r && node) {
            reference_of_rotation_node_[*r] = *node;
        }
    }
    if (node) here().bodies.push_back(std::move(body));
}

void InpReader::read_coupling(const InpCard& card) {
    expect_parameters(card, {"CONSTRAINT NAME", "REF NODE", "SURFACE"});
    coupling_.left_out = true;
    const std::optional<std::string> reference = required(card, "REF NODE");
    const std::optional<std::string> surface_name = required(card, "SURFACE");
    if (!reference || !surface_name) return;
    const std::optional<int> node = reference_node(*reference, card.where);
    const InpSurface* surface = find_surface(*surface_name, card.where);
    if (!node || surface == nullptr) return;
    const std::string* name = card.find("CONSTRAINT NAME");
    coupling_.body = DeckBody{.name = name != nullptr && checked_name(*name, card.where) ? *name : *reference,
                              .where = card.where,
                              .reference = *node,
                              .nodes = nodes_of_faces(here(), *surface)};
    coupling_.left_out = false;
}

void InpReader::read_kinematic(const InpCard& card) {
    expect_parameters(card, {});
    InpData data;
    bool held[3] = {false, false, false};
    bool any = false;
    while (lines_.next_data(data)) {
        const std::optional<int> first = integer(data, 0);
        const std::optional<int> last = data.fields.size() > 1 && !data.fields[1].empty() ? integer(data, 1) : first;
        if (!first || !last) continue;
        any = true;
        for (int c = 1; c <= 3; ++c) held[c - 1] = held[c - 1] || (*first <= c && c <= *last);
    }
    if (coupling_.left_out) return;
    if (!coupling_.body) {
        error(card.where, "*KINEMATIC without *COUPLING");
        return;
    }
    if (any && !(held[0] && held[1] && held[2])) {
        problems_.unsupported(card.where, "*KINEMATIC of fewer than the displacements 1 to 3");
    } else {
        here().bodies.push_back(std::move(*coupling_.body));
    }
    coupling_.body.reset();
}

void InpReader::read_distributing(const InpCard& card) {
    problems_.unsupported(card.where, "*DISTRIBUTING (a coupling that leaves its surface free to deform)");
    coupling_.body.reset();
}

}  // namespace spondyl
