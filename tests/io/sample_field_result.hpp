// SPDX-License-Identifier: Apache-2.0
// A small result without a spine: a box of cells of one type, or of several.
#pragma once

#include <cmath>

#include "core/mesh/cells.hpp"
#include "core/mesh/convert.hpp"
#include "core/result/field_result.hpp"

namespace spondyl::test {

// Hexahedra in a box from the origin to `size`.
inline Mesh box_of_hexahedra(std::array<int, 3> cells, const Vec3& size) {
    Mesh mesh;
    CellBlock block{.type = Hex8::type, .connectivity = {}};
    const auto node = [&](int i, int j, int k) { return (k * (cells[1] + 1) + j) * (cells[0] + 1) + i; };
    for (int k = 0; k <= cells[2]; ++k) {
        for (int j = 0; j <= cells[1]; ++j) {
            for (int i = 0; i <= cells[0]; ++i) {
                mesh.nodes.emplace_back(size.x() * i / cells[0], size.y() * j / cells[1], size.z() * k / cells[2]);
                if (i == cells[0] || j == cells[1] || k == cells[2]) continue;
                block.add(Cell<Hex8>{node(i, j, k), node(i + 1, j, k), node(i + 1, j + 1, k), node(i, j + 1, k),
                                     node(i, j, k + 1), node(i + 1, j, k + 1), node(i + 1, j + 1, k + 1),
                                     node(i, j + 1, k + 1)});
            }
        }
    }
    mesh.blocks = {block};
    return mesh;
}

// A box of 30 x 20 x 10 mm of this kind of cell with the sets top, bottom, left and right.
inline Mesh sample_mesh(CellType type) {
    Mesh box = box_of_hexahedra({3, 2, 2}, Vec3(30, 20, 10));
    for (int n = 0; n < static_cast<int>(box.nodes.size()); ++n) {
        const double z = box.nodes[static_cast<std::size_t>(n)].z();
        if (z < 1e-9) box.node_sets["bottom"].push_back(n);
        if (z > 10 - 1e-9) box.node_sets["top"].push_back(n);
    }
    for (int c = 0; c < 12; ++c) box.cell_sets[c % 3 == 0 ? "left" : "right"].push_back(c);
    box.face_sets["end"] = {{.type = Quad4::type, .connectivity = {0, 4, 16, 12}}};
    return convert_cells(box, type);
}

// A hexahedron, two wedges, two hexahedra and a face in a row.
inline Mesh mixed_mesh() {
    const Mesh box = box_of_hexahedra({4, 1, 1}, Vec3(40, 10, 10));
    const CellBlock& hexahedra = box.blocks.front();
    const Mesh wedges = convert_cells(box, Wedge6::type);
    Mesh mesh;
    mesh.nodes = box.nodes;
    mesh.blocks = {{.type = Hex8::type, .connectivity = {}},
                   {.type = Wedge6::type, .connectivity = {}},
                   {.type = Hex8::type, .connectivity = {}},
                   {.type = Quad4::type, .connectivity = {0, 5, 15, 10}}};
    mesh.blocks[0].add(hexahedra[0]);
    mesh.blocks[1].add(wedges.blocks.front()[2]);
    mesh.blocks[1].add(wedges.blocks.front()[3]);
    mesh.blocks[2].add(hexahedra[2]);
    mesh.blocks[2].add(hexahedra[3]);
    mesh.cell_sets = {{"all", {0, 1, 2, 3, 4, 5}}, {"none", {}}};
    return mesh;
}

// Bent in its second and third state, with a different number in every place.
inline FieldResult sample_field_result(const Mesh& mesh) {
    double count = 0.0;
    const auto next = [&] { return std::sin(++count); };
    FieldResult result;
    result.title = "A patch, with \"quotes\" and \xC3\xA9";
    result.canonical_scenario = "title = \"patch\"\n";
    result.scenario_sha256 = std::string(64, 'a');
    result.run_id = std::string(32, 'c');
    result.complete = true;
    result.warnings = {"none of this is real"};
    result.mesh = mesh;
    for (int i = 0; i < 3; ++i) {
        FieldState state;
        state.step = i == 0 ? "" : "bend";
        state.time = i / 2.0;
        for (const Vec3& x : mesh.nodes) state.displacement.emplace_back(0.0, 0.0, 0.01 * i * x.x() * x.x());
        const auto add = [&](std::vector<Field>& fields, const char* name, int components, const char* unit,
                             const char* doc, std::size_t rows) {
            Field field{name, components, {}, unit, doc};
            for (std::size_t k = 0; k < rows * static_cast<std::size_t>(components); ++k)
                field.values.push_back(next());
            fields.push_back(field);
        };
        add(state.cell_fields, "cauchy_stress_MPa", 6, "MPa", "Mean over the cell", cell_count(mesh));
        add(state.cell_fields, "porosity", 1, "1", "", cell_count(mesh));
        add(state.node_fields, "pore_pressure_MPa", 1, "MPa", "Of the fluid", mesh.nodes.size());
        add(state.node_fields, "reaction_N", 3, "", "", mesh.nodes.size());
        result.states.push_back(state);
        result.history.push_back({.time = state.time,
                                  .iterations = 3 + i,
                                  .factorisations = 1,
                                  .residual_N = next(),
                                  .energy_Nmm = next(),
                                  .external_work_Nmm = next(),
                                  .converged = true});
    }
    result.tables = {{.name = "reactions",
                      .doc = "Sum over the nodes of a set",
                      .texts = {{"set", "Name of the set", {"top", "bottom"}}},
                      .numbers = {{"state", "1", "Position of the state", {2.0, 2.0}},
                                  {"force_z_N", "N", "Along z", {next(), next()}}}},
                     {.name = "empty", .doc = "", .texts = {{"what", "", {}}}, .numbers = {}}};
    result.threads = 2;
    result.wall_seconds = 0.5;
    result.provenance = {{"version", "0.1.0"}, {"source", "patch.inp"}};
    return result;
}

}  // namespace spondyl::test
