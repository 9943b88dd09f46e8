// SPDX-License-Identifier: Apache-2.0
#include "io/deck/vtk_cells.hpp"

#include <fmt/format.h>

#include <cmath>
#include <set>

#include "core/text/limits.hpp"
#include "core/text/printable.hpp"

namespace spondyl {

namespace {

// The different numbers of an array of labels; empty if it is none.
std::set<double> labels_of(const VtkArray& array) {
    std::set<double> found;
    for (const double value : array.values) {
        constexpr double most = 1e15;
        if (!(std::abs(value) < most) || value != std::floor(value)) return {};
        found.insert(value);
        if (found.size() > limits::rows) return {};
    }
    return found;
}

std::string set_name(const VtkArray& array, double label) {
    return fmt::format("{}={:.0f}", array.name, label);
}

}  // namespace

void add_vtk_grid(const VtkGrid& grid, double scale, DeckPlace where, DeckProblems& problems, DeckMeshBuilder& mesh,
                  MeshParts& parts) {
    const std::size_t points = grid.points.size() / 3;
    const std::size_t cells = grid.types.size();
    if (grid.ends.size() != cells) {
        problems.error(where, fmt::format("{} cells with {} types", grid.ends.size(), cells));
        return;
    }
    for (std::size_t p = 0; p < points; ++p) {
        mesh.add_node(static_cast<long long>(p) + 1,
                      scale * Vec3(grid.points[3 * p], grid.points[3 * p + 1], grid.points[3 * p + 2]), where);
        if (problems.errors() > 0) return;
    }
    std::vector<const VtkArray*> labels;
    for (const VtkArray& array : grid.arrays) {
        if (array.values.size() != (array.of_cells ? cells : points)) {
            problems.error(where,
                           fmt::format("the array {} has {} numbers for {} {}", quote(array.name), array.values.size(),
                                       array.of_cells ? cells : points, array.of_cells ? "cells" : "points"));
            return;
        }
        if (array.name.empty() || array.name.size() > limits::key_characters || find_hidden(array.name)) continue;
        const std::set<double> values = labels_of(array);
        if (values.empty()) continue;
        if (array.of_cells) {
            labels.push_back(&array);
            continue;
        }
        for (std::size_t p = 0; p < points; ++p)
            parts.nodes[set_name(array, array.values[p])].push_back(static_cast<int>(p));
    }
    std::vector<long long> nodes;
    std::set<long long> reported;
    std::size_t first = 0;
    for (std::size_t c = 0; c < cells; ++c) {
        const auto end = static_cast<std::size_t>(grid.ends[c]);
        if (grid.ends[c] < 0 || end < first || end > grid.connectivity.size()) {
            problems.error(
                where, fmt::format("the nodes of cell {} end at {}, of {}", c, grid.ends[c], grid.connectivity.size()));
            return;
        }
        nodes.clear();
        for (std::size_t i = first; i < end; ++i) nodes.push_back(grid.connectivity[i] + 1);
        first = end;
        const long long number = grid.types[c];
        const CellType type{static_cast<std::uint8_t>(number >= 0 && number < 256 ? number : 0)};
        const CellKind* kind = find_cell_kind(type);
        constexpr long long first_surface = 5;  // before it points and lines, which are nothing here
        const bool line = (number >= 1 && number < first_surface) || number == 21;
        if (kind == nullptr) {
            if (!line && reported.insert(number).second)
                problems.unsupported(where, fmt::format("cells of VTK's type {}", number));
        } else if (kind->dimension == 3) {
            const int element = mesh.add_element(static_cast<long long>(c) + 1, type, nodes, where);
            if (element < 0) return;
            for (const VtkArray* array : labels) parts.elements[set_name(*array, array->values[c])].push_back(element);
        } else {
            const std::optional<InpCell> face = mesh.face(type, nodes, where);
            if (!face) return;
            for (const VtkArray* array : labels) parts.add_face(set_name(*array, array->values[c]), *face);
        }
    }
}

}  // namespace spondyl
