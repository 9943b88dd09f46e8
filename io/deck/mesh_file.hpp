// SPDX-License-Identifier: Apache-2.0
// Meshes without materials and loads: Gmsh .msh (2.2 and 4.1, text), VTK .vtk (text) and .vtu. docs/decks.md lists what
// is read.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "io/deck/deck_mesh.hpp"

namespace spondyl {

// Named pieces of a mesh, by indices of the builder.
struct MeshParts {
    std::map<std::string, std::vector<int>> nodes;
    std::map<std::string, std::vector<int>> elements;
    std::map<std::string, std::vector<CellBlock>> faces;

    void add_face(const std::string& name, const InpCell& face);
};

// By its extension.
bool is_mesh_file(const std::filesystem::path& file);

// Fills mesh, labels and places of the deck; places lie in `file` of `problems`. Sets of nodes: those that are named in
// the file, the nodes of all named faces, and xmin, xmax, ... zmax, the nodes at the ends of the mesh, where the file
// has none of that name. Coordinates are multiplied by `scale`. Mistakes go to `problems`.
void read_mesh_text(std::string_view text, const std::filesystem::path& name, double scale, int file,
                    DeckProblems& problems, Deck& deck);

// Readers of the formats, for read_mesh_text.
void read_msh(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts);
void read_vtk(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts);
void read_vtu(std::string_view text, double scale, int file, DeckProblems& problems, DeckMeshBuilder& mesh,
              MeshParts& parts);

}  // namespace spondyl
