// SPDX-License-Identifier: Apache-2.0
// Cards of springs and connectors.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/text/limits.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/inp_reader.hpp"

namespace spondyl {

namespace {

using SpringKind = InpSpringSection::Kind;

struct NamedConnector {
    std::string_view name;
    SpringKind kind;
};

// WELD and BEAM differ only in where their nodes lie.
constexpr std::array<NamedConnector, 4> connectors = {
    {{"AXIAL", SpringKind::axial}, {"LINK", SpringKind::link}, {"BEAM", SpringKind::beam}, {"WELD", SpringKind::beam}}};

bool is_blank(const InpData& data) {
    return std::ranges::all_of(data.fields, [](std::string_view field) { return field.empty(); });
}

// Whether elements of this type belong into a section of its kind.
bool is_of_section(const InpSpringSection& section, std::string_view type) {
    if (section.kind != SpringKind::spring) return type == "CONN3D2";
    if (type == "SPRING1") return section.first_component >= 0 && section.second_component < 0;
    if (type == "SPRING2") return section.second_component >= 0;
    return type == "SPRINGA" && section.first_component < 0;
}

}  // namespace

std::optional<int> InpReader::read_spring_law(const InpCard& card, std::string name, bool straight_on) {
    DeckSpringLaw law{.name = std::move(name), .where = card.where, .points = {}, .straight_on = straight_on};
    const bool table = card.has("NONLINEAR");
    InpData data;
    while (lines_.next_data(data)) {
        if (is_blank(data)) continue;
        const std::size_t used = table ? 2 : 1;
        const bool more = std::ranges::any_of(
            data.fields.begin() + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(used), std::ssize(data.fields)),
            data.fields.end(), [](std::string_view f) { return !f.empty(); });
        if (more || (!table && !law.points.empty())) {
            problems_.unsupported(data.where, "a spring that depends on temperature, frequency or fields");
            continue;
        }
        const std::optional<double> first = number(data, 0);
        const std::optional<double> second = table ? number(data, 1) : std::optional(0.0);
        if (!first || !second) continue;
        if (law.points.size() >= limits::deck_amplitude_points) {
            error(data.where, fmt::format("the spring has more than {} points", limits::deck_amplitude_points));
            return std::nullopt;
        }
        if (table) {
            law.points.emplace_back(*second, *first);
        } else {
            law.points = {{0.0, 0.0}, {1.0, *first}};
        }
    }
    if (!table) law.straight_on = true;
    if (const std::string wrong = law_problem(law); !wrong.empty()) {
        error(card.where, wrong);
        return std::nullopt;
    }
    deck_.spring_laws.push_back(std::move(law));
    return static_cast<int>(deck_.spring_laws.size()) - 1;
}

void InpReader::read_spring(const InpCard& card) {
    expect_parameters(card, {"ELSET", "NONLINEAR"});
    const std::optional<std::string> set = required(card, "ELSET");
    if (!set) return;
    InpSpringSection section{.where = card.where, .elements = *set, .behaviour = {}};
    const auto elements = find_items(Kind::element, here(), *set, card.where);
    if (!elements) return;
    // The type of the first says what lines follow; add_springs looks at the others.
    const std::string_view type =
        elements->empty() ? "" : here().elements[static_cast<std::size_t>(elements->front())].type->name;
    if (type == "SPRING1" || type == "SPRING2") {
        InpData data;
        const std::size_t wanted = type == "SPRING1" ? 1 : 2;
        std::array<int, 2> components = {-1, -1};
        if (!lines_.next_data(data)) {
            error(card.where, fmt::format("{} needs a line with its degrees of freedom", type));
            return;
        }
        for (std::size_t i = 0; i < wanted; ++i) {
            const std::optional<int> component = integer(data, i);
            if (!component) return;
            if (*component < 1 || *component > 6) {
                error(data.where, fmt::format("degree of freedom {}: they go from 1 to 6", *component));
                return;
            }
            if (*component > 3) {
                problems_.unsupported(data.where, "a spring of rotations");
                return;
            }
            components[i] = *component - 1;
        }
        section.first_component = components[0];
        section.second_component = components[1];
    }
    const std::optional<int> law = read_spring_law(card, *set, false);
    if (!law) return;
    section.law = *law;
    here().spring_sections.push_back(std::move(section));
}

void InpReader::read_connector_section(const InpCard& card) {
    expect_parameters(card, {"ELSET", "BEHAVIOR"});
    const std::optional<std::string> set = required(card, "ELSET");
    if (!set) return;
    InpSpringSection section{.where = card.where, .elements = *set, .behaviour = {}};
    if (const std::string* behaviour = card.find("BEHAVIOR")) section.behaviour = *behaviour;
    InpData data;
    if (!lines_.next_data(data)) {
        error(card.where, "*CONNECTOR SECTION needs a line with the type of connection");
        return;
    }
    const std::string type = upper(data.fields[0]);
    const auto* known = std::ranges::find(connectors, type, &NamedConnector::name);
    if (known == connectors.end() || (data.fields.size() > 1 && !data.fields[1].empty())) {
        problems_.unsupported(data.where, "a connector of type " + quote(data.raw));
        while (lines_.next_data(data)) {  // its axes
        }
        return;
    }
    section.kind = known->kind;
    if (lines_.next_data(data) && !is_blank(data)) {
        // A connector along a line or a rigid one does not feel them.
        if (section.kind == SpringKind::axial && data.fields.size() > 2)
            problems_.unsupported(data.where, "an orientation of an AXIAL connector");
    }
    here().spring_sections.push_back(std::move(section));
}

void InpReader::read_connector_behaviour(const InpCard& card) {
    expect_parameters(card, {"NAME"});
    behaviours_.current = nullptr;
    const std::optional<std::string> name = required(card, "NAME");
    if (!name) return;
    const auto [at, is_new] = behaviours_.of_name.try_emplace(upper(*name));
    if (!is_new) error(card.where, fmt::format("the connector behavior {} is there already", quote(*name)));
    behaviours_.current = &at->second;
}

void InpReader::read_connector_elasticity(const InpCard& card) {
    expect_parameters(card, {"COMPONENT", "NONLINEAR", "EXTRAPOLATION"});
    const std::string* component = card.find("COMPONENT");
    bool straight_on = false;
    if (const std::string* beyond = card.find("EXTRAPOLATION")) {
        straight_on = upper(*beyond) == "LINEAR";
        if (!straight_on && upper(*beyond) != "CONSTANT")
            error(card.where, fmt::format("EXTRAPOLATION={} is neither CONSTANT nor LINEAR", quote(*beyond)));
    }
    if (component == nullptr || *component != "1") {
        problems_.unsupported(card.where, "*CONNECTOR ELASTICITY of another component than 1");
        return;
    }
    const std::optional<int> law = read_spring_law(card, "connector", straight_on);
    if (behaviours_.current == nullptr) {
        error(card.where, "*CONNECTOR ELASTICITY without *CONNECTOR BEHAVIOR");
    } else if (law && behaviours_.current->law >= 0) {
        error(card.where, "a second *CONNECTOR ELASTICITY of component 1");
    } else if (law) {
        behaviours_.current->law = *law;
    }
}

void InpReader::read_connector_reference(const InpCard& card) {
    expect_parameters(card, {});
    InpData data;
    if (!lines_.next_data(data)) {
        error(card.where, "*CONNECTOR CONSTITUTIVE REFERENCE needs a line with the length");
        return;
    }
    if (is_blank(data)) return;
    const std::optional<double> length = number(data, 0);
    if (!length) return;
    if (data.fields.size() > 1 &&
        std::ranges::any_of(data.fields.begin() + 1, data.fields.end(), [](std::string_view f) { return !f.empty(); }))
        problems_.unsupported(data.where, "*CONNECTOR CONSTITUTIVE REFERENCE of another component than 1");
    if (!(*length > 0.0) || *length > limits::deck_coordinate) {
        error(data.where, fmt::format("the length {:g} mm of a connector: it must be positive, at most {:g} mm",
                                      *length, limits::deck_coordinate));
    } else if (behaviours_.current == nullptr) {
        error(card.where, "*CONNECTOR CONSTITUTIVE REFERENCE without *CONNECTOR BEHAVIOR");
    } else {
        behaviours_.current->free_length = *length;
    }
}

void InpReader::add_springs(const InpScope& scope, int first_element) {
    for (const InpSpringSection& section : scope.spring_sections) {
        const auto elements = find_items(Kind::element, scope, section.elements, section.where);
        if (!elements) continue;
        const InpConnectorBehaviour* behaviour = nullptr;
        if (!section.behaviour.empty()) {
            const auto found = behaviours_.of_name.find(upper(section.behaviour));
            if (found == behaviours_.of_name.end()) {
                error(section.where, fmt::format("there is no connector behavior {}", quote(section.behaviour)));
                continue;
            }
            behaviour = &found->second;
            if (section.kind != SpringKind::axial && behaviour->law >= 0) {
                problems_.unsupported(section.where, "elasticity of a rigid connector");
                continue;
            }
        }
        for (const int e : *elements) {
            if (!take_spring_element(section, e + first_element)) break;
            add_spring(section, behaviour, e + first_element);
        }
    }
}

bool InpReader::take_spring_element(const InpSpringSection& section, int number) {
    const InpElement& element = root_.elements[static_cast<std::size_t>(number)];
    const bool is_spring = section.kind == SpringKind::spring;
    if (!is_of_section(section, element.type->name)) {
        error(section.where, fmt::format("element {} of type {} is in a *{} of others", element.label.number,
                                         element.type->name, is_spring ? "SPRING" : "CONNECTOR SECTION"));
        return false;
    }
    char& given = cells_.has_spring_section[static_cast<std::size_t>(number)];
    if (given != 0) {
        error(section.where,
              fmt::format("element {} is in a second *SPRING or *CONNECTOR SECTION", element.label.number));
        return false;
    }
    given = 1;
    return true;
}

void InpReader::add_spring(const InpSpringSection& section, const InpConnectorBehaviour* behaviour, int number) {
    const InpElement& element = root_.elements[static_cast<std::size_t>(number)];
    const auto nodes = nodes_of(root_, number);
    if (section.kind == SpringKind::beam) {
        rigid_pairs_.push_back({element.where, nodes[1], nodes[0]});
        return;
    }
    DeckSpring spring{.name = fmt::format("{}.{}", result_set_name(section.elements), element.label.number),
                      .where = element.where,
                      .law = section.law,
                      .first = nodes[0],
                      .second = nodes.size() > 1 ? nodes[1] : -1,
                      .first_component = section.first_component,
                      .second_component = section.second_component};
    if (section.kind == SpringKind::axial) {
        if (behaviour == nullptr || behaviour->law < 0) return;  // it carries no force
        spring.law = behaviour->law;
        spring.free_length = behaviour->free_length;
    }
    if (spring.second == spring.first) {
        error(element.where, fmt::format("element {} has the same node twice", element.label.number));
    } else if (spring.second >= 0 && spring.first_component < 0 &&
               root_.nodes[static_cast<std::size_t>(spring.first)] ==
                   root_.nodes[static_cast<std::size_t>(spring.second)]) {
        error(element.where,
              fmt::format("the two nodes of element {} lie in one place: it has no direction", element.label.number));
    } else {
        deck_.springs.push_back(std::move(spring));
    }
}

void InpReader::require_spring_sections() {
    for (std::size_t e = 0; e < root_.elements.size(); ++e) {
        const InpElement& element = root_.elements[e];
        if (element.type->cell != no_cell || cells_.has_spring_section[e] != 0) continue;
        // Named once: a set that is left out would be named for each element.
        if (problems_.errors() == 0 && problems_.unsupported().empty())
            error(element.where, fmt::format("element {} of type {} is in no *SPRING or *CONNECTOR SECTION",
                                             element.label.number, element.type->name));
    }
}

}  // namespace spondyl
