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

// One grid on its way into a mesh and its sets.
class VtkGridReading {
  public:
    VtkGridReading(const VtkGrid& grid, DeckPlace where, DeckProblems& problems, DeckMeshBuilder& mesh,
                   MeshParts& parts)
        : grid_(grid), where_(where), problems_(problems), mesh_(mesh), parts_(parts) {}

    // Each of these is false after an error.

    bool add_points(double scale) {
        for (std::size_t p = 0; p < points(); ++p) {
            mesh_.add_node(static_cast<long long>(p) + 1,
                           scale * Vec3(grid_.points[3 * p], grid_.points[3 * p + 1], grid_.points[3 * p + 2]), where_);
            if (problems_.errors() > 0) return false;
        }
        return true;
    }

    bool read_arrays() {
        for (const VtkArray& array : grid_.arrays) {
            const std::size_t size = array.of_cells ? cells() : points();
            if (array.values.size() != size) {
                problems_.error(where_, fmt::format("the array {} has {} numbers for {} {}", quote(array.name),
                                                    array.values.size(), size, array.of_cells ? "cells" : "points"));
                return false;
            }
            if (array.name.empty() || array.name.size() > limits::key_characters || find_hidden(array.name)) continue;
            if (labels_of(array).empty()) continue;
            if (array.of_cells) {
                labels_.push_back(&array);
                continue;
            }
            for (std::size_t p = 0; p < size; ++p)
                parts_.nodes[set_name(array, array.values[p])].push_back(static_cast<int>(p));
        }
        return true;
    }

    bool add_cells() {
        std::vector<long long> nodes;
        std::size_t first = 0;
        for (std::size_t c = 0; c < cells(); ++c) {
            const auto end = static_cast<std::size_t>(grid_.ends[c]);
            if (grid_.ends[c] < 0 || end < first || end > grid_.connectivity.size()) {
                problems_.error(where_, fmt::format("the nodes of cell {} end at {}, of {}", c, grid_.ends[c],
                                                    grid_.connectivity.size()));
                return false;
            }
            nodes.clear();
            for (std::size_t i = first; i < end; ++i) nodes.push_back(grid_.connectivity[i] + 1);
            first = end;
            if (!add_cell(c, nodes)) return false;
        }
        return true;
    }

  private:
    [[nodiscard]] std::size_t points() const { return grid_.points.size() / 3; }
    [[nodiscard]] std::size_t cells() const { return grid_.types.size(); }

    bool add_cell(std::size_t c, const std::vector<long long>& nodes) {
        const long long number = grid_.types[c];
        const CellType type{static_cast<std::uint8_t>(number >= 0 && number < 256 ? number : 0)};
        const CellKind* kind = find_cell_kind(type);
        constexpr long long first_surface = 5;  // before it points and lines, which are nothing here
        const bool line = (number >= 1 && number < first_surface) || number == 21;
        if (kind == nullptr) {
            if (!line && unsupported_.insert(number).second)
                problems_.unsupported(where_, fmt::format("cells of VTK's type {}", number));
        } else if (kind->dimension == 3) {
            const int element = mesh_.add_element(static_cast<long long>(c) + 1, type, nodes, where_);
            if (element < 0) return false;
            for (const VtkArray* array : labels_)
                parts_.elements[set_name(*array, array->values[c])].push_back(element);
        } else {
            const std::optional<InpCell> face = mesh_.face(type, nodes, where_);
            if (!face) return false;
            for (const VtkArray* array : labels_) parts_.add_face(set_name(*array, array->values[c]), *face);
        }
        return true;
    }

    const VtkGrid& grid_;
    DeckPlace where_;
    DeckProblems& problems_;
    DeckMeshBuilder& mesh_;
    MeshParts& parts_;
    std::vector<const VtkArray*> labels_;  // of cells
    std::set<long long> unsupported_;      // types that were reported
};

}  // namespace

void add_vtk_grid(const VtkGrid& grid, double scale, DeckPlace where, DeckProblems& problems, DeckMeshBuilder& mesh,
                  MeshParts& parts) {
    if (grid.ends.size() != grid.types.size()) {
        problems.error(where, fmt::format("{} cells with {} types", grid.ends.size(), grid.types.size()));
        return;
    }
    VtkGridReading reading(grid, where, problems, mesh, parts);
    if (reading.add_points(scale) && reading.read_arrays()) reading.add_cells();
}

}  // namespace spondyl
