// SPDX-License-Identifier: Apache-2.0
// What connects nodes in .inp, besides elements: rigid bodies, springs, links and ties; and surfaces.
#include <algorithm>
#include <array>
#include <optional>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "io/deck/inp_elements.hpp"
#include "io/deck/inp_writer.hpp"
#include "models/deck/deck_ties.hpp"

namespace spondyl {

namespace {

// What springs of one set have in common.
struct LikeSprings {
    std::array<int, 2> components{};
    std::vector<std::pair<double, double>> points;
    bool straight_on = true;
    auto operator<=>(const LikeSprings&) const = default;  // NOLINT(modernize-use-nullptr): there is no pointer
};

}  // namespace

void InpWriter::write_bodies() {
    std::vector<int> references;
    for (std::size_t b = 0; b < deck_.bodies.size(); ++b) {
        const DeckBody& body = deck_.bodies[b];
        std::vector<int> nodes = body.nodes;
        std::erase(nodes, body.reference);
        put("*NSET, NSET=_body{}\n{}", b + 1, inp_lines_of(nodes));
        put("*RIGID BODY, NSET=_body{}, REF NODE={}", b + 1, body.reference + 1);
        put("{}\n", for_calculix_ ? fmt::format(", ROT NODE={}", rotation_node(b)) : std::string());
        references.push_back(body.reference);
        if (for_calculix_) references.push_back(static_cast<int>(rotation_node(b)) - 1);
    }
    if (!references.empty()) put("*NSET, NSET=_references\n{}", inp_lines_of(references));
}

void InpWriter::write_springs() {
    std::map<LikeSprings, std::vector<const DeckSpring*>> sets;
    for (const DeckSpring& spring : deck_.springs) {
        if (spring.law < 0) continue;  // a link
        const DeckSpringLaw law = law_from_mesh(deck_, spring);
        sets[{{spring.first_component, spring.second_component}, law.points, law.straight_on}].push_back(&spring);
    }
    std::size_t element = cell_count(deck_.mesh);
    std::size_t set = 0;
    for (const auto& [like, springs] : sets) {
        const bool along = like.components[0] < 0;
        put("*ELEMENT, TYPE={}, ELSET=springs{}\n",
            along                         ? "SPRINGA"
            : springs.front()->second < 0 ? "SPRING1"
                                          : "SPRING2",
            ++set);
        for (const DeckSpring* spring : springs) {
            put("{}, {}", ++element, spring->first + 1);
            put("{}\n", spring->second < 0 ? std::string() : fmt::format(", {}", spring->second + 1));
        }
        DeckSpringLaw law;
        law.points = like.points;
        law.straight_on = like.straight_on;
        const std::optional<double> stiffness = linear_stiffness(law);
        put("*SPRING, ELSET=springs{}{}\n", set, stiffness ? "" : ", NONLINEAR");
        if (along) {
            put("\n");
        } else if (springs.front()->second < 0) {
            put("{}\n", like.components[0] + 1);
        } else {
            put("{}, {}\n", like.components[0] + 1, like.components[1] + 1);
        }
        if (stiffness) {
            put("{}\n", deck_number(*stiffness));
            continue;
        }
        if (law.straight_on) {
            leave_out(fmt::format("springs go on straight for {:g} mm beyond their tables, then with constant force",
                                  far_elongation));
        }
        for (const auto& [elongation, force] : far_points(law))
            put("{}, {}\n", deck_number(force), deck_number(elongation));
    }
}

void InpWriter::write_links() {
    std::string links;
    for (const DeckSpring& spring : deck_.springs) {
        // CalculiX has no links, and its beam holds no more than the distance of its nodes.
        if (spring.law < 0)
            links += fmt::format("{}, {}, {}\n", for_calculix_ ? "BEAM" : "LINK", spring.first + 1, spring.second + 1);
    }
    if (!links.empty()) put("*MPC\n{}", links);
}

void InpWriter::find_faces() {
    int element = 0;
    for_each_cell(deck_.mesh, [&](std::size_t, const CellKind& kind, std::span<const int> nodes) {
        ++element;
        const InpElementType& type = *find_inp_element(element_name(kind.type));
        for (int f = 1; f <= static_cast<int>(type.faces.size()); ++f) {
            std::vector<int> key = face_of_inp_element(type, nodes, f)->nodes;
            std::ranges::sort(key);
            face_of_nodes_.try_emplace(std::move(key), element, f);
        }
    });
}

void InpWriter::write_surface(const std::string& name, const std::vector<CellBlock>& faces, DeckPlace where) {
    put("*SURFACE, NAME={}, TYPE=ELEMENT\n", name);
    for (const CellBlock& block : faces) {
        for (std::size_t c = 0; c < block.size(); ++c) {
            std::vector<int> key(block[c].begin(), block[c].end());
            std::ranges::sort(key);
            const auto found = face_of_nodes_.find(key);
            if (found == face_of_nodes_.end()) {
                throw UserError(fmt::format("{}: a face with node {} is none of an element, as .inp needs it",
                                            deck_.place(where), deck_.node_name(key.front())));
            }
            put("{}, S{}\n", found->second.first, found->second.second);
        }
    }
}

void InpWriter::write_surfaces() {
    const bool any = std::ranges::any_of(deck_.steps, [](const DeckStep& s) { return !s.pressures.empty(); });
    if (any || !deck_.ties.empty()) find_faces();
    std::size_t surface = 0;
    for (const DeckStep& step : deck_.steps) {
        for (const DeckPressure& pressure : step.pressures)
            write_surface(fmt::format("pressed{}", ++surface), pressure.faces, pressure.where);
    }
}

void InpWriter::write_ties() {
    std::size_t number = 0;
    for (const DeckTie& tie : deck_.ties) {
        ++number;
        put("*NSET, NSET=_bound{0}\n{1}*SURFACE, NAME=bound{0}, TYPE=NODE\n_bound{0}\n", number,
            inp_lines_of(tie.nodes));
        write_surface(fmt::format("onto{}", number), tie.onto, tie.where);
        const std::optional<TieProjection> projection = project_tie(deck_, tie);
        put("*TIE, NAME=tie{0}, ADJUST=NO, POSITION TOLERANCE={1}\nbound{0}, onto{0}\n", number,
            deck_number(projection ? projection->tolerance : tie.tolerance));
    }
}

}  // namespace spondyl
