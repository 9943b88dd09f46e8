// SPDX-License-Identifier: Apache-2.0
// Cards of the mesh: nodes, elements, sets, surfaces.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text/limits.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

void InpReader::add_to_set(std::map<std::string, InpSet>& sets, const std::string& name, bool internal,
                           std::vector<int> items, DeckPlace where) {
    InpSet& set = sets[upper(name)];
    if (set.name.empty()) {
        set.name = name;
        set.internal = internal;
    }
    const auto middle = static_cast<std::ptrdiff_t>(set.items.size());
    if (!spend_set_entries(set.items.size() + items.size(), where)) return;
    std::ranges::sort(items);
    set.items.insert(set.items.end(), items.begin(), items.end());
    std::inplace_merge(set.items.begin(), set.items.begin() + middle, set.items.end());
    set.items.erase(std::unique(set.items.begin(), set.items.end()), set.items.end());
}

void InpReader::read_node(const InpCard& card) {
    expect_parameters(card, {"NSET"});
    InpScope& scope = here();
    const std::string* set = card.find("NSET");
    std::vector<int> added;
    InpData data;
    while (lines_.next_data(data)) {
        const std::optional<int> label = own_number(data);
        if (!label) continue;
        const Vec3 at(number_or(data, 1, 0.0), number_or(data, 2, 0.0), number_or(data, 3, 0.0));
        if (at.cwiseAbs().maxCoeff() > limits::deck_coordinate) {
            error(data.where, fmt::format("node {} lies beyond {:g} mm", *label, limits::deck_coordinate));
            continue;
        }
        if (scope.nodes.size() >= limits::deck_nodes) {
            error(data.where, fmt::format("the deck has more than {} nodes", limits::deck_nodes));
            return;
        }
        const int index = static_cast<int>(scope.nodes.size());
        if (!scope.node_of_label.emplace(*label, index).second) {
            error(data.where, fmt::format("node {} is there already", *label));
            continue;
        }
        scope.nodes.push_back(at);
        scope.node_labels.push_back({-1, *label});
        if (set != nullptr) added.push_back(index);
    }
    if (set != nullptr && checked_name(*set, card.where))
        add_to_set(scope.node_sets, *set, false, std::move(added), card.where);
}

void InpReader::read_element(const InpCard& card) {
    expect_parameters(card, {"TYPE", "ELSET"});
    const std::optional<std::string> type_name = required(card, "TYPE");
    if (!type_name) return;
    InpScope& scope = here();
    const InpElementType* type = find_inp_element(upper(*type_name));
    if (type == nullptr) problems_.unsupported(card.where, fmt::format("elements of type {}", quote(*type_name)));
    const std::string* set = card.find("ELSET");
    std::vector<int> added;
    std::vector<int> nodes;
    InpData data;
    const auto enter = [&](int label, int index, DeckPlace where) {
        if (scope.element_of_label.emplace(label, index).second) return true;
        error(where, fmt::format("element {} is there already", label));
        return false;
    };
    while (lines_.next_data(data)) {
        const DeckPlace where = data.where;
        const std::optional<int> label = own_number(data);
        if (type == nullptr) {
            if (label) enter(*label, -1, where);
            skip_element(data);
            continue;
        }
        nodes.clear();
        if (label) read_element_nodes(data, *type, *label, nodes);
        if (static_cast<int>(nodes.size()) < type->nodes) {
            skip_element(data);
            if (label) scope.element_of_label.emplace(*label, -1);
            continue;
        }
        if (scope.elements.size() >= limits::deck_cells) {
            error(data.where, fmt::format("the deck has more than {} elements", limits::deck_cells));
            return;
        }
        const int index = static_cast<int>(scope.elements.size());
        if (!enter(*label, index, where)) continue;
        scope.elements.push_back({type, {-1, *label}, where, scope.connectivity.size()});
        scope.connectivity.insert(scope.connectivity.end(), nodes.begin(), nodes.end());
        if (set != nullptr) added.push_back(index);
    }
    if (set != nullptr && checked_name(*set, card.where))
        add_to_set(scope.element_sets, *set, false, std::move(added), card.where);
}

void InpReader::read_element_nodes(InpData& data, const InpElementType& type, int label, std::vector<int>& nodes) {
    const DeckPlace where = data.where;
    const InpScope& scope = here();
    std::size_t field = 1;
    const auto at_end = [&] {
        return field >= data.fields.size() || (field + 1 == data.fields.size() && data.fields[field].empty());
    };
    while (static_cast<int>(nodes.size()) < type.nodes) {
        if (at_end()) {
            if (!lines_.next_data(data)) {
                error(where, fmt::format("element {} has {} of the {} nodes of {}", label, nodes.size(), type.nodes,
                                         type.name));
                return;
            }
            field = 0;
        }
        const std::optional<int> node = integer(data, field++);
        const auto found = node ? scope.node_of_label.find(*node) : scope.node_of_label.end();
        if (found == scope.node_of_label.end()) {
            if (node) error(data.where, fmt::format("element {}: there is no node {}", label, *node));
            return;
        }
        nodes.push_back(found->second);
    }
    if (!at_end())
        error(data.where, fmt::format("element {} has more than the {} nodes of {}", label, type.nodes, type.name));
}

void InpReader::skip_element(InpData& data) {
    while (data.raw.ends_with(',') && lines_.next_data(data)) {
    }
}

void InpReader::read_node_set(const InpCard& card) {
    read_set(card, Kind::node);
}

void InpReader::read_element_set(const InpCard& card) {
    read_set(card, Kind::element);
}

void InpReader::read_set(const InpCard& card, Kind kind) {
    const bool nodes = kind == Kind::node;
    expect_parameters(
        card,
        nodes ? std::initializer_list<std::string_view>{"NSET", "GENERATE", "INSTANCE", "INTERNAL", "UNSORTED", "ELSET"}
              : std::initializer_list<std::string_view>{"ELSET", "GENERATE", "INSTANCE", "INTERNAL", "UNSORTED"});
    const std::optional<std::string> name = required(card, nodes ? "NSET" : "ELSET");
    if (!name) return;
    InpScope& scope = here();
    const InpScope* numbering = &scope;
    int first = 0;
    if (const std::string* instance_name = card.find("INSTANCE")) {
        if (&scope != &root_) {
            error(card.where, "INSTANCE= outside of the assembly: a set of a part or an instance is of its own mesh");
            return;
        }
        const InpInstance* instance = find_instance(*instance_name);
        if (instance == nullptr) {
            error(card.where, fmt::format("there is no instance {}", quote(*instance_name)));
            return;
        }
        numbering = instance->scope.get();
        first = nodes ? instance->first_node : instance->first_element;
    }
    std::vector<int> items;
    if (const std::string* of = nodes ? card.find("ELSET") : nullptr) {
        if (const auto elements = find_items(Kind::element, *numbering, *of, card.where))
            items = nodes_of_elements(*numbering, *elements);
    }
    InpData data;
    while (lines_.next_data(data)) {
        if (card.has("GENERATE")) {
            if (!read_generated(data, kind, *numbering, items)) return;
            continue;
        }
        for (const std::string_view field : data.fields) {
            if (field.empty()) continue;
            if (const auto found = find_items(kind, *numbering, field, data.where))
                items.insert(items.end(), found->begin(), found->end());
        }
    }
    for (int& item : items) item += first;
    // Programs let the names of their own sets begin so; not all of them know the parameter.
    const bool internal = card.has("INTERNAL") || name->starts_with('_');
    add_to_set(nodes ? scope.node_sets : scope.element_sets, *name, internal, std::move(items), card.where);
}

bool InpReader::read_generated(const InpData& data, Kind kind, const InpScope& numbering, std::vector<int>& items) {
    const std::optional<int> from = integer(data, 0);
    const std::optional<int> to = data.fields.size() > 1 ? integer(data, 1) : from;
    const std::optional<int> by =
        data.fields.size() > 2 && !data.fields[2].empty() ? integer(data, 2) : std::optional(1);
    if (!from || !to || !by) return true;
    if (*by < 1 || *to < *from) {
        error(data.where, fmt::format("numbers from {} to {} by {} are none", *from, *to, *by));
        return true;
    }
    const bool nodes = kind == Kind::node;
    const auto& index = nodes ? numbering.node_of_label : numbering.element_of_label;
    for (long long label = *from; label <= *to; label += *by) {
        const auto found = index.find(static_cast<int>(label));
        if (found == index.end()) {
            error(data.where, fmt::format("there is no {} {}{}", nodes ? "node" : "element", label,
                                          numbering.name.empty() ? "" : " in " + numbering.name));
            return true;
        }
        if (found->second >= 0) items.push_back(found->second);
        if (!spend_set_entries(1, data.where)) return false;
    }
    return true;
}

void InpReader::read_surface(const InpCard& card) {
    expect_parameters(card, {"NAME", "TYPE", "INTERNAL"});
    const std::optional<std::string> name = required(card, "NAME");
    if (!name) return;
    const std::string* type = card.find("TYPE");
    const std::string kind = type == nullptr ? "ELEMENT" : upper(*type);
    if (kind != "ELEMENT" && kind != "NODE") {
        problems_.unsupported(card.where, fmt::format("*SURFACE with TYPE={}", quote(*type)));
        return;
    }
    InpScope& scope = here();
    InpSurface surface{.name = *name, .faces = {}, .nodes = {}};
    InpData data;
    while (lines_.next_data(data)) {
        if (kind == "NODE") {
            if (const auto nodes = find_items(Kind::node, scope, data.fields[0], data.where))
                surface.nodes.insert(surface.nodes.end(), nodes->begin(), nodes->end());
            continue;
        }
        const std::string face = data.fields.size() > 1 ? upper(data.fields[1]) : std::string();
        if (face.size() != 2 || face[0] != 'S' || face[1] < '1' || face[1] > '6') {
            problems_.unsupported(data.where, face.empty()
                                                  ? "a surface of all free faces of elements (name them: S1 .. S6)"
                                                  : fmt::format("the face {} of elements", quote(face)));
            continue;
        }
        const auto elements = find_items(Kind::element, scope, data.fields[0], data.where);
        if (!elements) continue;
        const int number = face[1] - '0';
        for (const int e : *elements) {
            const InpElementType& of = *scope.elements[static_cast<std::size_t>(e)].type;
            if (number > static_cast<int>(of.faces.size())) {
                error(data.where, fmt::format("elements of type {} have no face S{}", of.name, number));
                break;
            }
            surface.faces.emplace_back(e, number);
        }
    }
    scope.surfaces[upper(*name)] = std::move(surface);
}

const InpSurface* InpReader::find_surface(std::string_view name, DeckPlace where) {
    auto& surfaces = here().surfaces;
    const std::string key = upper(name);
    if (const auto found = surfaces.find(key); found != surfaces.end()) return &found->second;
    for (std::size_t dot = name.find('.'); &here() == &root_ && dot != std::string_view::npos;
         dot = name.find('.', dot + 1)) {
        const InpInstance* instance = find_instance(name.substr(0, dot));
        if (instance == nullptr) continue;
        const auto found = instance->scope->surfaces.find(upper(name.substr(dot + 1)));
        if (found == instance->scope->surfaces.end()) continue;
        InpSurface copy = found->second;
        if (!spend_set_entries(copy.faces.size() + copy.nodes.size(), where)) return nullptr;
        for (auto& face : copy.faces) face.first += instance->first_element;
        for (int& node : copy.nodes) node += instance->first_node;
        return &surfaces.emplace(key, std::move(copy)).first->second;
    }
    error(where, fmt::format("there is no surface {}", quote(name)));
    return nullptr;
}

std::vector<int> InpReader::nodes_of_elements(const InpScope& scope, const std::vector<int>& elements) const {
    std::vector<int> nodes;
    for (const int e : elements) {
        const auto of_element = nodes_of(scope, e);
        nodes.insert(nodes.end(), of_element.begin(), of_element.end());
    }
    std::ranges::sort(nodes);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

std::vector<int> InpReader::nodes_of_faces(const InpScope& scope, const InpSurface& surface) const {
    std::vector<int> nodes = surface.nodes;
    for (const auto& [element, number] : surface.faces) {
        const InpElement& e = scope.elements[static_cast<std::size_t>(element)];
        const LocalFace& face = e.type->faces[static_cast<std::size_t>(number - 1)];
        const auto of_element = nodes_of(scope, element);
        for (const int place : face.nodes()) nodes.push_back(of_element[static_cast<std::size_t>(place)]);
    }
    std::ranges::sort(nodes);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

}  // namespace spondyl
