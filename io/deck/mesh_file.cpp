// SPDX-License-Identifier: Apache-2.0
#include "io/deck/mesh_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/error.hpp"
#include "io/deck/inp_lines.hpp"

namespace spondyl {

namespace {

using MeshReader = void (*)(std::string_view, double, int, DeckProblems&, DeckMeshBuilder&, MeshParts&);

MeshReader mesh_reader_of(const std::filesystem::path& file) {
    const std::string extension = upper(file.extension().string());
    if (extension == ".MSH") return &read_msh;
    if (extension == ".VTK") return &read_vtk;
    if (extension == ".VTU") return &read_vtu;
    return nullptr;
}

// Of the size of the mesh: nodes this near to an end lie on it.
constexpr double end_tolerance = 1e-6;

void add_ends(Mesh& mesh) {
    std::vector<char> used(mesh.nodes.size(), 0);
    for (const CellBlock& block : mesh.blocks) {
        for (const int node : block.connectivity) used[static_cast<std::size_t>(node)] = 1;
    }
    Vec3 low = Vec3::Constant(std::numeric_limits<double>::max());
    Vec3 high = -low;
    for (std::size_t n = 0; n < mesh.nodes.size(); ++n) {
        if (used[n] == 0) continue;
        low = low.cwiseMin(mesh.nodes[n]);
        high = high.cwiseMax(mesh.nodes[n]);
    }
    const double near = end_tolerance * (high - low).maxCoeff();
    for (int c = 0; c < 3; ++c) {
        for (const bool upper_end : {false, true}) {
            const std::string name = std::string(1, static_cast<char>('x' + c)) + (upper_end ? "max" : "min");
            if (mesh.node_sets.contains(name)) continue;
            std::vector<int>& set = mesh.node_sets[name];
            const double end = upper_end ? high[c] : low[c];
            for (std::size_t n = 0; n < mesh.nodes.size(); ++n) {
                if (used[n] != 0 && std::abs(mesh.nodes[n][c] - end) <= near) set.push_back(static_cast<int>(n));
            }
        }
    }
}

}  // namespace

void MeshParts::add_face(const std::string& name, const InpCell& face) {
    std::vector<CellBlock>& blocks = faces[name];
    auto block = std::ranges::find(blocks, face.type, &CellBlock::type);
    if (block == blocks.end()) {
        blocks.push_back({.type = face.type, .connectivity = {}});
        block = blocks.end() - 1;
    }
    block->add(face.nodes);
    std::vector<int>& of_faces = nodes[name];
    of_faces.insert(of_faces.end(), face.nodes.begin(), face.nodes.end());
}

bool is_mesh_file(const std::filesystem::path& file) {
    return mesh_reader_of(file) != nullptr;
}

void read_mesh_text(std::string_view text, const std::filesystem::path& name, double scale, int file,
                    DeckProblems& problems, Deck& deck) {
    const MeshReader read = mesh_reader_of(name);
    SPONDYL_ASSERT(read != nullptr, "no reader for {}", name.string());
    DeckMeshBuilder mesh(problems);
    MeshParts parts;
    read(text, scale, file, problems, mesh, parts);
    if (problems.errors() > 0) return;
    if (mesh.element_count() == 0) {
        problems.error({file, 1}, "the mesh has no solid elements that are supported");
        return;
    }
    const std::vector<int> cell_of_element = mesh.build(deck);
    const auto once = [](std::vector<int>& items) {
        std::ranges::sort(items);
        items.erase(std::unique(items.begin(), items.end()), items.end());
    };
    for (auto& [set, nodes] : parts.nodes) {
        once(nodes);
        deck.mesh.node_sets[result_set_name(set)] = std::move(nodes);
    }
    for (const auto& [set, elements] : parts.elements) {
        std::vector<int>& cells = deck.mesh.cell_sets[result_set_name(set)];
        for (const int e : elements) {
            const int cell = cell_of_element[static_cast<std::size_t>(e)];
            if (cell >= 0) cells.push_back(cell);
        }
        once(cells);
    }
    for (auto& [set, blocks] : parts.faces) deck.mesh.face_sets[result_set_name(set)] = std::move(blocks);
    add_ends(deck.mesh);
}

}  // namespace spondyl
