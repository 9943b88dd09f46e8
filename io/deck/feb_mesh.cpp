// SPDX-License-Identifier: Apache-2.0
// Sections of the mesh: nodes, elements, sets, surfaces, domains, local axes.
#include <fmt/format.h>

#include <algorithm>

#include "io/deck/element_names.hpp"
#include "io/deck/feb_reader.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/number_text.hpp"

namespace spondyl {

namespace {

// The element of this name and dimension; null if there is none.
const ElementNames* find_element(std::string_view name, int dimension) {
    for (const ElementNames& row : element_names()) {
        if (row.febio == name && find_cell_kind(row.type)->dimension == dimension) return &row;
    }
    return nullptr;
}

void sort_once(std::vector<int>& items) {
    std::ranges::sort(items);
    items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

void FebReader::read_mesh(XmlElement section) {
    expect(section,
           {"Nodes", "Elements", "NodeSet", "ElementSet", "Surface", "SurfacePair", "DiscreteSet", "Edge", "PartList"});
    const auto each = [&](std::string_view name, auto reader) {
        for (XmlElement e = section.first(); e; e = e.next()) {
            if (e.name() == name) (this->*reader)(e);
        }
    };
    each("Nodes", &FebReader::read_nodes);
    each("Elements", &FebReader::read_elements);
    each("NodeSet", &FebReader::read_node_set);
    each("ElementSet", &FebReader::read_element_set);
    each("Surface", &FebReader::read_surface);
    each("DiscreteSet", &FebReader::read_discrete_set);
    each("SurfacePair", &FebReader::read_surface_pair);
    // Edges and lists of parts have no effect by themselves: keywords that would use them are refused.
}

void FebReader::read_nodes(XmlElement list) {
    std::vector<int> added;
    for (XmlElement e = list.first(); e; e = e.next()) {
        if (e.name() != "node") {
            unsupported(e, fmt::format("<{}> in <Nodes>", shown(e)));
            continue;
        }
        const std::optional<long long> id = own_number(e);
        const auto at = numbers(e, 3);
        if (!id || !at) continue;
        const int before = mesh_.node_count();
        mesh_.add_node(*id, Vec3((*at)[0], (*at)[1], (*at)[2]), place(e));
        if (mesh_.node_count() > before) added.push_back(before);
    }
    const std::optional<std::string_view> name = list.attribute("name");
    if (name && checked_name(*name, list) && spend_set_entries(added.size(), list)) {
        std::vector<int>& set = sets_.nodes[std::string(*name)];
        set.insert(set.end(), added.begin(), added.end());
    }
}

void FebReader::read_elements(XmlElement list) {
    const std::optional<std::string> name = required(list, "name");
    const std::string_view type_name = list.attribute("type").value_or("");
    const ElementNames* type = find_element(type_name, 3);
    if (type == nullptr) {
        unsupported(list, fmt::format("elements of type {}", quote(type_name)));
        elements_.left_out = true;
    }
    if (!name) return;
    if (sets_.elements.contains(*name)) {
        error(list, fmt::format("the elements {} are there already", quote(*name)));
        return;
    }
    std::vector<int>& set = sets_.elements[*name];
    elements_.is_domain[*name] = false;
    if (type == nullptr) return;
    for (XmlElement e = list.first(); e; e = e.next()) {
        if (e.name() != "elem") {
            unsupported(e, fmt::format("<{}> in <Elements>", shown(e)));
            continue;
        }
        const std::optional<long long> id = own_number(e);
        if (!id) continue;
        const int index = mesh_.add_element(*id, type->type, node_numbers(e), place(e));
        if (index >= 0) set.push_back(index);
    }
    spend_set_entries(set.size(), list);
    elements_.material.resize(static_cast<std::size_t>(mesh_.element_count()), -1);
}

void FebReader::read_node_set(XmlElement set) {
    const std::optional<std::string> name = required(set, "name");
    if (!name) return;
    std::vector<int> nodes;
    const auto add = [&](long long number, DeckPlace where) {
        const int node = mesh_.node(number);
        if (node >= 0) {
            nodes.push_back(node);
        } else {
            problems_.error(where, fmt::format("there is no node {}", number));
        }
    };
    for (XmlElement e = set.first(); e; e = e.next()) {
        if (e.name() != "n" && e.name() != "node") {
            unsupported(e, fmt::format("<{}> in <NodeSet>", shown(e)));
        } else if (const std::optional<long long> id = own_number(e)) {
            add(*id, place(e));
        }
    }
    for (const long long number : node_numbers(set)) add(number, {0, set.text_line()});
    sort_once(nodes);
    if (spend_set_entries(nodes.size(), set) && !sets_.nodes.emplace(*name, std::move(nodes)).second)
        error(set, fmt::format("the set of nodes {} is there already", quote(*name)));
}

void FebReader::read_element_set(XmlElement set) {
    const std::optional<std::string> name = required(set, "name");
    if (!name) return;
    std::vector<int> elements;
    const auto add = [&](long long number, DeckPlace where) {
        const int element = mesh_.element(number);
        if (element >= 0) {
            elements.push_back(element);
        } else if (!elements_.left_out) {
            problems_.error(where, fmt::format("there is no element {}", number));
        }
    };
    for (XmlElement e = set.first(); e; e = e.next()) {
        if (e.name() != "e" && e.name() != "elem") {
            unsupported(e, fmt::format("<{}> in <ElementSet>", shown(e)));
        } else if (const std::optional<long long> id = own_number(e)) {
            add(*id, place(e));
        }
    }
    for (const long long number : node_numbers(set)) add(number, {0, set.text_line()});
    if (spend_set_entries(elements.size(), set) && !sets_.elements.emplace(*name, std::move(elements)).second)
        error(set, fmt::format("the set of elements {} is there already", quote(*name)));
}

void FebReader::read_surface(XmlElement surface) {
    const std::optional<std::string> name = required(surface, "name");
    if (!name) return;
    std::vector<CellBlock> blocks;
    std::vector<int> nodes;
    for (XmlElement e = surface.first(); e; e = e.next()) {
        const ElementNames* type = find_element(e.name(), 2);
        if (type == nullptr) {
            unsupported(e, fmt::format("a face <{}>", shown(e)));
            continue;
        }
        const std::optional<InpCell> face = mesh_.face(type->type, node_numbers(e), place(e));
        if (!face) continue;
        auto block = std::ranges::find(blocks, face->type, &CellBlock::type);
        if (block == blocks.end()) {
            blocks.push_back({.type = face->type, .connectivity = {}});
            block = blocks.end() - 1;
        }
        block->add(face->nodes);
        nodes.insert(nodes.end(), face->nodes.begin(), face->nodes.end());
    }
    sort_once(nodes);
    if (!spend_set_entries(nodes.size(), surface)) return;
    sets_.surface_nodes[*name] = std::move(nodes);
    if (!sets_.surfaces.emplace(*name, std::move(blocks)).second)
        error(surface, fmt::format("the surface {} is there already", quote(*name)));
}

const std::vector<int>* FebReader::find_nodes(XmlElement e, std::string_view name) {
    const std::string_view whole = name;
    const auto& sets = name.starts_with("@surface:") ? sets_.surface_nodes : sets_.nodes;
    if (name.starts_with("@surface:")) name.remove_prefix(std::string_view("@surface:").size());
    if (whole.starts_with('@') && name == whole) {
        unsupported(e, fmt::format("nodes of {}", quote(whole)));
        return nullptr;
    }
    const auto found = sets.find(name);
    if (found != sets.end()) return &found->second;
    error(e, fmt::format("there is no {} {}", whole == name ? "set of nodes" : "surface", quote(name)));
    return nullptr;
}

const std::vector<int>* FebReader::find_elements(XmlElement e, std::string_view name) {
    const auto found = sets_.elements.find(name);
    if (found != sets_.elements.end()) return &found->second;
    error(e, fmt::format("there are no elements {}", quote(name)));
    return nullptr;
}

void FebReader::read_domains(XmlElement section) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        if (e.name() != "SolidDomain") {
            unsupported(e, fmt::format("<{}>", shown(e)));
            continue;
        }
        const std::optional<std::string> name = required(e, "name");
        const std::optional<std::string> material_name = required(e, "mat");
        if (!name || !material_name) continue;
        // The formulation of solids is one here, whatever the deck asks for: three fields where they are nearly
        // incompressible.
        for (const std::string_view attribute : {"type", "elem_type"}) {
            const std::string_view type = e.attribute(attribute).value_or("");
            if (!type.empty() && type != "elastic-solid" && type != "three-field-solid" && type != "rigid-solid")
                unsupported(e, fmt::format("a <SolidDomain> of type {}", quote(type)));
        }
        expect(e, {"three_field", "laugon", "atol"});
        const int material = material_of(*material_name);
        if (material < 0) error(e, fmt::format("there is no material {}", quote(*material_name)));
        const std::vector<int>* elements = find_elements(e, *name);
        if (material < 0 || elements == nullptr) continue;
        const auto domain = elements_.is_domain.find(*name);
        if (domain == elements_.is_domain.end()) {
            error(e, fmt::format("{} is a set, not a list of elements", quote(*name)));
            continue;
        }
        if (domain->second) {
            error(e, fmt::format("the elements {} are in a second domain", quote(*name)));
            continue;
        }
        domain->second = true;
        for (const int element : *elements) elements_.material[static_cast<std::size_t>(element)] = material;
        if (const auto body = bodies_.of_material.find(material); body != bodies_.of_material.end()) {
            body->second.elements.insert(body->second.elements.end(), elements->begin(), elements->end());
            body->second.used = true;
        }
    }
}

void FebReader::read_mesh_data(XmlElement section) {
    for (XmlElement data = section.first(); data; data = data.next()) {
        const std::string_view kind =
            data.attribute("type").value_or(data.attribute("var").value_or(std::string_view()));
        if (data.name() != "ElementData" || kind != "mat_axis" || data.attribute("generator")) {
            unsupported(data, fmt::format("<{}> of {}", shown(data), quote(kind)));
            continue;
        }
        const std::optional<std::string> name = required(data, "elem_set");
        const std::vector<int>* elements = name ? find_elements(data, *name) : nullptr;
        if (elements == nullptr) continue;
        for (XmlElement e = data.first(); e; e = e.next()) {
            const std::optional<long long> row = whole_number_of(e.attribute("lid").value_or(""));
            if (!row || *row < 1 || *row > static_cast<long long>(elements->size())) {
                error(e, fmt::format("lid= must be from 1 to {}, the elements of {}", elements->size(), quote(*name)));
                continue;
            }
            if (const std::optional<Mat3> axes = axes_of(e))
                elements_.axes[(*elements)[static_cast<std::size_t>(*row - 1)]] = *axes;
        }
    }
}

}  // namespace spondyl
