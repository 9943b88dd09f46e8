// SPDX-License-Identifier: Apache-2.0
// What both formats of VTK hold, as arrays, and the way from there to a mesh.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "io/deck/mesh_file.hpp"

namespace spondyl {

struct VtkArray {
    std::string name;
    bool of_cells = true;  // else of points
    std::vector<double> values;
};

struct VtkGrid {
    std::vector<double> points;  // three each
    std::vector<long long> connectivity;
    std::vector<long long> ends;  // per cell: where its nodes end in connectivity
    std::vector<long long> types;
    std::vector<VtkArray> arrays;  // one number for each cell or point
};

// Adds nodes, solid cells and, as faces of sets, surface cells; numbers count from 1 in the order of the file. An array
// of whole numbers with at most limits::rows different ones makes a set "NAME=NUMBER" for each of them; of cells it
// holds solids and faces, of points nodes. All places are `where`.
void add_vtk_grid(const VtkGrid& grid, double scale, DeckPlace where, DeckProblems& problems, DeckMeshBuilder& mesh,
                  MeshParts& parts);

}  // namespace spondyl
