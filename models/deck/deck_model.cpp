// SPDX-License-Identifier: Apache-2.0
#include "models/deck/deck_model.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <span>

#include "core/elements/geometry.hpp"

namespace spondyl {

namespace {

// Of the cube of an element's size: what is left of a volume that is lost in the rounding of its nodes.
constexpr double least_volume_share = 1e-12;

std::span<const Vec3> fibre_directions(const Deck& deck, const DeckSection& section) {
    if (section.orientation < 0) return {};
    return deck.orientations[static_cast<std::size_t>(section.orientation)].directions;
}

// What keeps cells of this section from being strained; empty: nothing.
std::string section_problem(const Deck& deck, const DeckSection& section) {
    if (section.material < 0) return "has no material";
    const DeckMaterial& material = deck.materials[static_cast<std::size_t>(section.material)];
    if (std::holds_alternative<std::monostate>(material.law))
        return fmt::format("is of material {}, which has no law that is supported", material.name);
    const auto* law = std::get_if<DeckHolzapfel>(&material.law);
    const std::span<const Vec3> directions = fibre_directions(deck, section);
    if (law != nullptr && static_cast<int>(directions.size()) != law->families) {
        return fmt::format("has {} local directions from its orientation, its material {} needs {}", directions.size(),
                           material.name, law->families);
    }
    return "";
}

}  // namespace

DeckModel::DeckModel(const Deck& deck)
    : deck_(deck), body_of_(deck.mesh.nodes.size(), -1), in_use_(deck.mesh.nodes.size(), 0) {
    for (const DeckMaterial& material : deck.materials) materials_.push_back(choose_material(material));
    std::vector<std::string> mistakes;
    find_bodies(mistakes);
    find_blocks(mistakes);
    if (mistakes.empty()) check_cells(mistakes);
    if (!mistakes.empty()) refuse_deck(mistakes);
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
            if (const std::string wrong = section_problem(deck_, section); !wrong.empty()) {
                mistakes.push_back(fmt::format("{}: element {} {}",
                                               deck_.place(deck_.cell_places[static_cast<std::size_t>(cell)]),
                                               deck_.cell_name(cell), wrong));
                continue;
            }
            const auto [at, is_new] = block_of_material.emplace(section.material, blocks_.size());
            if (is_new) blocks_.push_back(empty_block(section.material, cells.type));
            DeckBlock& block = blocks_[at->second];
            const DeckMaterial& material = deck_.materials[static_cast<std::size_t>(section.material)];
            if (std::holds_alternative<DeckHolzapfel>(material.law)) {
                const std::span<const Vec3> directions = fibre_directions(deck_, section);
                block.of.fibres.push_back({section.axes * directions.front(), section.axes * directions.back()});
            }
            block.cells.push_back(cell);
            block.of.cells.add(nodes);
        }
    }
    if (blocks_.empty() && deck_.springs.empty() && mistakes.empty())
        mistakes.emplace_back("the deck has no element that can be strained");
}

DeckBlock DeckModel::empty_block(int material, CellType type) const {
    const MaterialChoice& choice = materials_[static_cast<std::size_t>(material)];
    return {.material = material,
            .cells = {},
            .of = {.name = deck_.materials[static_cast<std::size_t>(material)].name,
                   .cells = {.type = type, .connectivity = {}},
                   .nodes = deck_.mesh.nodes,
                   .fibres = {},
                   .k1 = choice.k1,
                   .k2 = choice.k2}};
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

}  // namespace spondyl
