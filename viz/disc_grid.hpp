// SPDX-License-Identifier: Apache-2.0
// The discs of one state prepared for pictures: only disc parts, values averaged to points. Internal to viz/.
#pragma once

#include <vector>

#include "models/geometry/spine_mesh.hpp"
#include "models/result/result.hpp"
#include "viz/drawn_grid.hpp"

namespace spondyl::viz {

// A disc of the result with its own frame in the state drawn: origin at the volume's centre, y the thin direction
// (cranial), x anterior, z right.
struct DrawnDisc {
    Disc disc{};
    Frame reference;
    Frame current;
};

constexpr bool is_disc_part(int part) {
    return part <= static_cast<int>(Part::cartilage_endplate);
}

// Discs present in the mesh, cranial to caudal. The thin direction is the smallest principal axis of the cells.
std::vector<DrawnDisc> find_discs(const ResultMesh& mesh, const ResultState& state);

// The cells of the chosen level and part (-1: all disc levels, all disc parts), each part of each disc a group: see
// make_drawn_grid.
vtkSmartPointer<vtkUnstructuredGrid> make_disc_grid(const ResultMesh& mesh, const ResultState& state,
                                                    const std::vector<double>& cell_values, int level = -1,
                                                    int part = -1);

}  // namespace spondyl::viz
