// SPDX-License-Identifier: Apache-2.0
#include "io/deck/write_msh.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "io/deck/element_names.hpp"

namespace spondyl {
namespace {

constexpr std::string_view rest_name = "body";

// Cells of one type that are in the same sets.
struct Volume {
    std::vector<int> groups;
    CellType type{};
    std::vector<int> cells;
};

std::vector<Volume> volumes_of(const Deck& deck, const std::vector<CellType>& types) {
    std::vector<std::vector<int>> groups(types.size());
    int group = 0;
    for (const auto& [name, cells] : deck.mesh.cell_sets) {
        ++group;
        for (const int c : cells) groups[static_cast<std::size_t>(c)].push_back(group);
    }
    const int rest = group + 1;
    std::vector<Volume> volumes;
    std::map<std::pair<std::vector<int>, int>, std::size_t> volume_of;
    for (std::size_t c = 0; c < types.size(); ++c) {
        if (groups[c].empty()) groups[c] = {rest};
        const auto [at, is_new] = volume_of.try_emplace({groups[c], static_cast<int>(types[c])}, volumes.size());
        if (is_new) volumes.push_back({groups[c], types[c], {}});
        volumes[at->second].cells.push_back(static_cast<int>(c));
    }
    return volumes;
}

std::string element_data(const std::string& name, int components, const std::vector<std::string>& rows) {
    std::string text = fmt::format("$ElementData\n1\n\"{}\"\n1\n0\n3\n0\n{}\n{}\n", name, components, rows.size());
    for (const std::string& row : rows) text += row + "\n";
    return text + "$EndElementData\n";
}

std::string fibre_data(const Deck& deck) {
    std::array<std::vector<std::string>, 2> directions;
    std::vector<std::string> k1;
    std::vector<std::string> k2;
    for (std::size_t c = 0; c < deck.sections.size(); ++c) {
        const DeckSection& section = deck.sections[c];
        if (section.material < 0 || section.orientation < 0) continue;
        const auto* law = std::get_if<DeckHolzapfel>(&deck.materials[static_cast<std::size_t>(section.material)].law);
        if (law == nullptr) continue;
        const auto& local = deck.orientations[static_cast<std::size_t>(section.orientation)].directions;
        for (std::size_t f = 0; f < 2; ++f) {
            const Vec3 a = section.axes * local[std::min(f, local.size() - 1)];
            directions[f].push_back(
                fmt::format("{} {} {} {}", c + 1, deck_number(a.x()), deck_number(a.y()), deck_number(a.z())));
        }
        k1.push_back(fmt::format("{} {}", c + 1, deck_number(law->k1)));
        k2.push_back(fmt::format("{} {}", c + 1, deck_number(law->k2)));
    }
    if (k1.empty()) return {};
    return element_data("fibre_1", 3, directions[0]) + element_data("fibre_2", 3, directions[1]) +
           element_data("k1_MPa", 1, k1) + element_data("k2", 1, k2);
}

}  // namespace

DeckText write_msh(const Deck& deck, std::vector<std::string> left_out) {
    left_out.emplace_back("materials, supports, loads, rigid bodies and sets of nodes: the file is a mesh");
    std::vector<CellType> types;
    std::vector<std::vector<int>> nodes;
    for_each_cell(deck.mesh, [&](std::size_t, const CellKind& kind, std::span<const int> of) {
        types.push_back(kind.type);
        nodes.emplace_back(of.begin(), of.end());
    });
    const std::vector<Volume> volumes = volumes_of(deck, types);
    std::vector<std::string> names;
    for (const auto& [name, cells] : deck.mesh.cell_sets) names.push_back(name);
    names = plain_names(names);
    const bool any_rest = std::ranges::any_of(
        volumes, [&](const Volume& v) { return v.groups.front() > static_cast<int>(names.size()); });
    if (any_rest) names.emplace_back(rest_name);

    std::string text = fmt::format("$MeshFormat\n4.1 0 8\n$EndMeshFormat\n$PhysicalNames\n{}\n", names.size());
    for (std::size_t g = 0; g < names.size(); ++g) text += fmt::format("3 {} \"{}\"\n", g + 1, names[g]);
    text += fmt::format("$EndPhysicalNames\n$Entities\n0 0 0 {}\n", volumes.size());
    Vec3 low = deck.mesh.nodes.front();
    Vec3 high = low;
    for (const Vec3& x : deck.mesh.nodes) {
        low = low.cwiseMin(x);
        high = high.cwiseMax(x);
    }
    for (std::size_t v = 0; v < volumes.size(); ++v) {
        text += fmt::format("{} {} {} {} {} {} {} {}", v + 1, deck_number(low.x()), deck_number(low.y()),
                            deck_number(low.z()), deck_number(high.x()), deck_number(high.y()), deck_number(high.z()),
                            volumes[v].groups.size());
        for (const int group : volumes[v].groups) text += fmt::format(" {}", group);
        text += " 0\n";
    }
    const std::size_t count = deck.mesh.nodes.size();
    text += fmt::format("$EndEntities\n$Nodes\n1 {0} 1 {0}\n3 1 0 {0}\n", count);
    for (std::size_t n = 0; n < count; ++n) text += fmt::format("{}\n", n + 1);
    for (const Vec3& x : deck.mesh.nodes)
        text += fmt::format("{} {} {}\n", deck_number(x.x()), deck_number(x.y()), deck_number(x.z()));
    text += fmt::format("$EndNodes\n$Elements\n{0} {1} 1 {1}\n", volumes.size(), types.size());
    for (std::size_t v = 0; v < volumes.size(); ++v) {
        const ElementNames& element = names_of_element(volumes[v].type);
        text += fmt::format("3 {} {} {}\n", v + 1, element.gmsh, volumes[v].cells.size());
        for (const int c : volumes[v].cells) {
            const std::vector<int>& own = nodes[static_cast<std::size_t>(c)];
            std::vector<int> placed(own.size());
            for (std::size_t i = 0; i < own.size(); ++i)
                placed[static_cast<std::size_t>(element.gmsh_place[i])] = own[i] + 1;
            text += fmt::format("{} {}\n", c + 1, fmt::join(placed, " "));
        }
    }
    text += "$EndElements\n" + fibre_data(deck);
    return {std::move(text), std::move(left_out)};
}

}  // namespace spondyl
