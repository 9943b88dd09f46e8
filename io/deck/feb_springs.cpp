// SPDX-License-Identifier: Apache-2.0
// Springs between nodes (<DiscreteSet>, <Discrete>) and tied surfaces (<SurfacePair>, <Contact>).
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "core/text/limits.hpp"
#include "io/deck/deck_laws.hpp"
#include "io/deck/feb_reader.hpp"
#include "io/deck/inp_lines.hpp"
#include "io/deck/number_text.hpp"
#include "io/deck/tie_problems.hpp"

namespace spondyl {

void FebReader::read_discrete_set(XmlElement set) {
    const std::optional<std::string> name = required(set, "name");
    if (!name) return;
    std::vector<SpringEnds> ends;
    for (XmlElement e = set.first(); e; e = e.next()) {
        if (e.name() != "delem") {
            unsupported(e, fmt::format("<{}> in <DiscreteSet>", shown(e)));
            continue;
        }
        const std::vector<long long> numbers = node_numbers(e);
        if (numbers.size() != 2) {
            error(e, "<delem> must hold the numbers of two nodes");
            continue;
        }
        SpringEnds pair{.where = place(e), .first = mesh_.node(numbers[0]), .second = mesh_.node(numbers[1])};
        if (pair.first < 0 || pair.second < 0) {
            error(e, fmt::format("there is no node {}", numbers[pair.first < 0 ? 0 : 1]));
        } else if (mesh_.position(pair.first) == mesh_.position(pair.second)) {
            error(e, "the two nodes of a spring lie in one place: it has no direction");
        } else {
            ends.push_back(pair);
        }
    }
    if (spend_set_entries(2 * ends.size(), set) && !sets_.springs.emplace(*name, std::move(ends)).second)
        error(set, fmt::format("the set of springs {} is there already", quote(*name)));
}

void FebReader::read_surface_pair(XmlElement pair) {
    const std::optional<std::string> name = required(pair, "name");
    if (!name) return;
    expect(pair, {"primary", "secondary"});
    const XmlElement primary = pair.child("primary");
    const XmlElement secondary = pair.child("secondary");
    if (!primary || !secondary) {
        error(pair, "<SurfacePair> needs <primary> and <secondary>");
        return;
    }
    if (!sets_.surface_pairs
             .emplace(*name, std::array{std::string(trimmed(primary.text())), std::string(trimmed(secondary.text()))})
             .second)
        error(pair, fmt::format("the pair of surfaces {} is there already", quote(*name)));
}

std::optional<DeckSpringLaw> FebReader::read_force_curve(XmlElement force) {
    DeckSpringLaw law{.where = place(force), .points = {}, .straight_on = false};
    if (force.attribute("type").value_or("") != "point") {
        unsupported(force, fmt::format("<{}> of a spring that is no list of points (type=\"point\")", shown(force)));
        return std::nullopt;
    }
    expect(force, {"interpolate", "extend", "points"});
    const XmlElement interpolate = force.child("interpolate");
    if (interpolate && upper(trimmed(interpolate.text())) != "LINEAR")
        unsupported(interpolate, fmt::format("a force with interpolation {}", quote(interpolate.text())));
    if (const XmlElement extend = force.child("extend")) {
        const std::string how = upper(trimmed(extend.text()));
        law.straight_on = how == "EXTRAPOLATE";
        if (!law.straight_on && how != "CONSTANT")
            unsupported(extend, fmt::format("a force extended by {}", quote(extend.text())));
    }
    const XmlElement points = force.child("points");
    for (XmlElement point = points ? points.first() : XmlElement(); point; point = point.next()) {
        const auto pair = numbers(point, 2);
        if (!pair) continue;
        if (law.points.size() >= limits::deck_amplitude_points) {
            error(point, fmt::format("the spring has more than {} points", limits::deck_amplitude_points));
            return std::nullopt;
        }
        law.points.emplace_back((*pair)[0], (*pair)[1]);
    }
    return law;
}

std::optional<DeckSpringLaw> FebReader::read_spring_law(XmlElement material) {
    const std::string_view type = material.attribute("type").value_or("");
    const bool slack = type.starts_with("tension-only");
    if (type == "linear spring" || type == "tension-only linear spring") {
        expect(material, {"E"});
        const std::optional<double> stiffness = constant(material, "E");
        if (!stiffness) return std::nullopt;
        DeckSpringLaw law{.where = place(material), .points = {{0.0, 0.0}, {1.0, *stiffness}}};
        if (slack) law.points.insert(law.points.begin(), {-1.0, 0.0});
        return law;
    }
    if (type != "nonlinear spring" && type != "tension-only nonlinear spring") {
        unsupported(material, fmt::format("a <discrete_material> of type {}", quote(type)));
        return std::nullopt;
    }
    expect(material, {"scale", "measure", "force"});
    const std::optional<double> scale = constant(material, "scale", 1.0);
    const XmlElement force = material.child("force");
    if (!force) {
        error(material, "<discrete_material> needs <force>");
        return std::nullopt;
    }
    std::optional<DeckSpringLaw> law = read_force_curve(force);
    if (!law || !scale) return std::nullopt;
    law->where = place(material);
    const XmlElement measure = material.child("measure");
    const std::string how = measure ? upper(trimmed(measure.text())) : "ELONGATION";
    if (how == "STRAIN" || how == "1" || how == "STRETCH" || how == "2") {
        law->of_strain = true;
    } else if (how != "ELONGATION" && how != "0") {
        error(measure, fmt::format("{} is none of elongation, strain, stretch", quote(measure.text())));
    }
    for (auto& [elongation, value] : law->points) {
        if (how == "STRETCH" || how == "2") elongation -= 1.0;
        value *= *scale;
    }
    if (slack) {
        // Nothing below no elongation, and the force there from then on.
        const bool jumps =
            std::ranges::any_of(law->points, [](const auto& p) { return p.first == 0.0 && p.second != 0.0; });
        std::erase_if(law->points, [](const auto& p) { return p.first <= 0.0; });
        if (jumps || law->points.empty()) {
            unsupported(material, "a tension-only spring whose force is not 0 without elongation");
            return std::nullopt;
        }
        law->points.insert(law->points.begin(), {0.0, 0.0});
        if (law->straight_on) law->points.insert(law->points.begin(), {-1.0, 0.0});
    }
    return law;
}

void FebReader::read_discrete(XmlElement section) {
    std::map<std::string, int, std::less<>> law_of;
    for (XmlElement e = section.first(); e; e = e.next()) {
        if (e.name() != "discrete_material") continue;
        std::optional<DeckSpringLaw> law = read_spring_law(e);
        const std::optional<std::string> id = required(e, "id");
        if (!id) continue;
        int number = -1;  // known, and left out
        if (law) {
            law->name = std::string(e.attribute("name").value_or(*id));
            if (!checked_name(law->name, e)) law->name = *id;
            if (const std::string wrong = law_problem(*law); !wrong.empty()) {
                error(e, wrong);
            } else {
                number = static_cast<int>(deck_.spring_laws.size());
                deck_.spring_laws.push_back(std::move(*law));
            }
        }
        if (!law_of.emplace(*id, number).second)
            error(e, fmt::format("the discrete material {} is there already", quote(*id)));
        if (const auto name = e.attribute("name")) law_of.emplace(*name, number);
    }
    for (XmlElement e = section.first(); e; e = e.next()) {
        if (e.name() == "discrete_material") continue;
        if (e.name() != "discrete") {
            unsupported(e, fmt::format("<{}> in <Discrete>", shown(e)));
            continue;
        }
        const std::optional<std::string> material = required(e, "dmat");
        const std::optional<std::string> name = required(e, "discrete_set");
        if (!material || !name) continue;
        const auto law = law_of.find(*material);
        const auto set = sets_.springs.find(*name);
        if (law == law_of.end()) {
            error(e, fmt::format("there is no discrete material {}", quote(*material)));
        } else if (set == sets_.springs.end()) {
            error(e, fmt::format("there is no set of springs {}", quote(*name)));
        } else if (law->second >= 0 && spend_set_entries(2 * set->second.size(), e)) {
            int number = 0;
            for (const SpringEnds& ends : set->second) {
                deck_.springs.push_back({.name = fmt::format("{}.{}", result_set_name(*name), ++number),
                                         .where = ends.where,
                                         .law = law->second,
                                         .first = ends.first,
                                         .second = ends.second});
            }
        }
    }
}

void FebReader::read_contact(XmlElement section) {
    for (XmlElement e = section.first(); e; e = e.next()) {
        const std::string_view type = e.attribute("type").value_or("");
        if (e.name() != "contact" || (type != "tied-elastic" && type != "tied" && type != "tied-facet-on-facet")) {
            unsupported(e, fmt::format("<{}> of type {} in <{}>", shown(e), quote(type), shown(section)));
            continue;
        }
        // How FEBio enforces what is enforced here by a penalty of its own.
        expect(
            e,
            {"laugon",         "tolerance", "gaptol",     "penalty",          "auto_penalty",        "update_penalty",
             "two_pass",       "knmult",    "search_tol", "search_tolerance", "symmetric_stiffness", "search_radius",
             "max_distance",   "minaug",    "maxaug",     "node_reloc",       "offset_shells",       "flip_primary",
             "flip_secondary", "gap_offset"});
        const std::optional<std::string> name = required(e, "surface_pair");
        if (!name) continue;
        const auto pair = sets_.surface_pairs.find(*name);
        if (pair == sets_.surface_pairs.end()) {
            error(e, fmt::format("there is no pair of surfaces {}", quote(*name)));
            continue;
        }
        DeckTie tie{.name = *name, .where = place(e)};
        const auto primary = sets_.surfaces.find(pair->second[0]);
        const auto secondary = sets_.surfaces.find(pair->second[1]);
        if (primary == sets_.surfaces.end() || secondary == sets_.surfaces.end()) {
            error(e,
                  fmt::format("there is no surface {}", quote(pair->second[primary == sets_.surfaces.end() ? 0 : 1])));
            continue;
        }
        tie.nodes = sets_.surface_nodes[pair->second[0]];
        if (!spend_set_entries(tie.nodes.size() + sets_.surface_nodes[pair->second[1]].size(), e)) continue;
        tie.faces = primary->second;
        tie.onto = secondary->second;
        for (const std::string_view key : {"max_distance", "search_radius"}) {
            const double distance = constant(e, key, 0.0).value_or(0.0);
            if (distance > 0.0) tie.tolerance = distance;
        }
        tie_adjusts_.push_back(flag(e, "node_reloc"));
        deck_.ties.push_back(std::move(tie));
    }
}

void FebReader::check_ties() {
    for (std::size_t t = 0; t < deck_.ties.size(); ++t) check_tie(deck_, deck_.ties[t], tie_adjusts_[t], problems_);
}

}  // namespace spondyl
