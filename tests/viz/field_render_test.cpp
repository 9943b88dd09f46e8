// SPDX-License-Identifier: Apache-2.0
#include "viz/field_render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkIdList.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkXMLUnstructuredGridReader.h>

#include <cmath>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "tests/io/sample_field_result.hpp"
#include "tests/viz/picture.hpp"
#include "tests/viz/temporary_folder.hpp"
#include "viz/drawn_grid.hpp"
#include "viz/export_vtu.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

// From dark at x = 0 to bright at x = 30 mm.
FieldResult graded_result(CellType type) {
    FieldResult result = test::sample_field_result(test::sample_mesh(type));
    for (FieldState& state : result.states) {
        Field& field = state.node_fields.front();
        for (std::size_t n = 0; n < field.values.size(); ++n) field.values[n] = result.mesh.nodes[n].x();
    }
    return result;
}

bool is_yellow(const test::Rgb& c) {
    return c[0] > c[2] + 60 && c[1] > c[2] + 60;
}

RenderOptions options(const fs::path& folder, const std::string& field = "") {
    return {.directory = folder, .field = field, .width = 960, .height = 540};
}

TEST(RenderFields, draws_bodies_of_any_kind_of_cell_in_the_colours_of_a_field) {
    for (const CellType type : {Hex8::type, Hex20::type, Tet4::type, Tet10::type, Wedge6::type}) {
        const test::TemporaryFolder folder;
        const auto files = render_fields(graded_result(type), options(folder.path(), "pore_pressure_MPa"));
        ASSERT_EQ(files, std::vector<fs::path>{folder.path() / "fields.png"});
        const test::Picture picture = test::read_picture(files.front());
        EXPECT_EQ(picture.width, 960);
        EXPECT_EQ(picture.height, 540);
        EXPECT_GT(test::fraction(picture, test::is_purple, test::above_colour_bar), 0.02) << find_cell_kind(type)->name;
        EXPECT_GT(test::fraction(picture, test::is_teal, test::above_colour_bar), 0.03) << find_cell_kind(type)->name;
        EXPECT_GT(test::fraction(picture, is_yellow, test::above_colour_bar), 0.01) << find_cell_kind(type)->name;
    }
}

TEST(RenderFields, same_result_gives_same_bytes) {
    const test::TemporaryFolder folder, other;
    const auto bytes = [](const fs::path& file) {
        std::ifstream stream(file, std::ios::binary);
        return std::string(std::istreambuf_iterator<char>(stream), {});
    };
    const FieldResult result = test::sample_field_result(test::mixed_mesh());
    EXPECT_EQ(bytes(render_fields(result, options(folder.path())).front()),
              bytes(render_fields(result, options(other.path())).front()));
}

TEST(RenderFields, says_what_it_cannot_draw) {
    const test::TemporaryFolder folder;
    const auto message = [&](const FieldResult& result, const RenderOptions& chosen) -> std::string {
        try {
            render_fields(result, chosen);
        } catch (const UserError& error) {
            return error.what();
        }
        return "drawn";
    };
    const FieldResult result = test::sample_field_result(test::mixed_mesh());
    EXPECT_THAT(message(result, options(folder.path(), "nothing")),
                HasSubstr("this result has cauchy_stress_MPa[:0..:5], porosity, pore_pressure_MPa, "
                          "reaction_N[:0..:2], displacement_mm[:0..:2]"));
    RenderOptions late = options(folder.path());
    late.state = 7;
    EXPECT_THAT(message(result, late), HasSubstr("there is no state 7"));
    FieldResult empty = result;
    empty.mesh = {};
    EXPECT_THAT(message(empty, options(folder.path())), HasSubstr("the mesh has no cells"));
}

TEST(ChooseAnyScalar, takes_what_there_is) {
    const FieldResult result = test::sample_field_result(test::sample_mesh(Tet10::type));
    const FieldState& state = result.states.back();
    EXPECT_EQ(viz::choose_any_scalar(state, "").label, "magnitude of the Cauchy stress") << "the first";
    FieldState with_stress = state;
    with_stress.cell_fields.push_back({"von_mises_MPa", 1, state.cell_fields[1].values});
    EXPECT_EQ(viz::choose_any_scalar(with_stress, "").label, "von Mises stress");
    const viz::Scalar moved = viz::choose_any_scalar(state, "displacement_mm");
    EXPECT_TRUE(moved.of_nodes);
    EXPECT_EQ(moved.label, "length of displacement");
    EXPECT_DOUBLE_EQ(moved.values[7], state.displacement[7].norm());
    EXPECT_EQ(viz::choose_any_scalar(state, "displacement_mm:2").label, "displacement z");
    EXPECT_FALSE(viz::choose_any_scalar(state, "porosity").of_nodes);
    EXPECT_EQ(viz::choose_any_scalar(state, "pore_pressure_MPa").label, "pore pressure");
    EXPECT_EQ(viz::choose_any_scalar(state, "pore_pressure_MPa").unit, "MPa");
    EXPECT_EQ(viz::choose_any_scalar(state, "reaction_N:1").label, "reaction_N no. 2") << "no unit is known";
}

// Whatever the cells: the surface of the pieces that are drawn encloses the volume of the body.
TEST(DrawnGrid, pieces_of_cells_fill_the_body) {
    for (const CellType type : {Hex8::type, Hex20::type, Tet4::type, Tet10::type, Wedge6::type}) {
        const FieldResult result = graded_result(type);
        const auto grid = viz::make_drawn_grid(result.mesh, result.states[0].displacement,
                                               std::vector<double>(cell_count(result.mesh), 1.0),
                                               std::vector<int>(cell_count(result.mesh), 0));
        EXPECT_EQ(grid->GetNumberOfPoints(), static_cast<vtkIdType>(result.mesh.nodes.size()));
        Mesh pieces;
        for (vtkIdType p = 0; p < grid->GetNumberOfPoints(); ++p) pieces.nodes.emplace_back(grid->GetPoint(p));
        for (vtkIdType c = 0; c < grid->GetNumberOfCells(); ++c) {
            CellBlock block{.type = CellType{static_cast<std::uint8_t>(grid->GetCellType(c))}, .connectivity = {}};
            vtkNew<vtkIdList> ids;
            grid->GetCellPoints(c, ids);
            for (vtkIdType k = 0; k < ids->GetNumberOfIds(); ++k)
                block.connectivity.push_back(static_cast<int>(ids->GetId(k)));
            pieces.blocks.push_back(block);
        }
        double volume = 0.0;
        for (const double v : cell_volumes(pieces)) volume += v;
        EXPECT_NEAR(volume, 6000.0, 1e-8) << find_cell_kind(type)->name;
    }
}

TEST(DrawnGrid, averages_within_groups_and_leaves_out_negative_ones) {
    const Mesh mesh = test::mixed_mesh();
    const std::vector<Vec3> still(mesh.nodes.size(), Vec3::Zero());
    const auto grid = viz::make_drawn_grid(mesh, still, {1, 2, 2, 3, 4, 9}, {0, 0, 0, 1, 1, -1});
    EXPECT_EQ(grid->GetNumberOfCells(), 5);
    EXPECT_EQ(grid->GetNumberOfPoints(), 3 * 4 + 3 * 4) << "the border between the groups twice";
    vtkDataArray& values = *grid->GetPointData()->GetArray(viz::value_array);
    for (vtkIdType p = 0; p < grid->GetNumberOfPoints(); ++p) {
        const double x = grid->GetPoint(p)[0], value = values.GetComponent(p, 0);
        if (x == 30.0) {
            EXPECT_DOUBLE_EQ(value, 3.5);
        } else if (x == 20.0) {
            EXPECT_TRUE(value == 2.0 || value == 3.0) << value;
        }
    }
}

TEST(ExportFields, cells_keep_their_kind_and_fields_their_values) {
    for (const Mesh& mesh : {test::sample_mesh(Tet10::type), test::mixed_mesh()}) {
        const test::TemporaryFolder folder;
        const FieldResult result = test::sample_field_result(mesh);
        const auto files = export_field_vtu(result, folder.path(), {.deformed = true});
        ASSERT_EQ(files.size(), 4U);
        EXPECT_EQ(files[0].filename(), "fields.pvd");
        EXPECT_EQ(files[3].filename(), "fields_0002.vtu");
        vtkNew<vtkXMLUnstructuredGridReader> reader;
        reader->SetFileName(files[3].c_str());
        reader->Update();
        vtkUnstructuredGrid& grid = *reader->GetOutput();
        ASSERT_EQ(grid.GetNumberOfCells(), static_cast<vtkIdType>(cell_count(mesh)));
        ASSERT_EQ(grid.GetNumberOfPoints(), static_cast<vtkIdType>(mesh.nodes.size()));
        for_each_cell(mesh, [&](std::size_t cell, const CellKind& kind, std::span<const int> nodes) {
            EXPECT_EQ(grid.GetCellType(static_cast<vtkIdType>(cell)), static_cast<int>(kind.type));
            vtkNew<vtkIdList> ids;
            grid.GetCellPoints(static_cast<vtkIdType>(cell), ids);
            ASSERT_EQ(ids->GetNumberOfIds(), std::ssize(nodes));
            for (vtkIdType k = 0; k < ids->GetNumberOfIds(); ++k)
                EXPECT_EQ(ids->GetId(k), nodes[static_cast<std::size_t>(k)]);
        });
        const FieldState& state = result.states[2];
        EXPECT_EQ(grid.GetPoint(5)[2], mesh.nodes[5].z() + state.displacement[5].z());
        EXPECT_EQ(grid.GetCellData()->GetArray("cauchy_stress_MPa")->GetComponent(3, 4),
                  state.cell_fields[0].values[6 * 3 + 4]);
        EXPECT_EQ(grid.GetPointData()->GetArray("reaction_N")->GetComponent(2, 1), state.node_fields[1].values[7]);
        for (const auto& [name, set] : mesh.cell_sets) {
            vtkDataArray* array = grid.GetCellData()->GetArray(("set " + name).c_str());
            ASSERT_NE(array, nullptr) << name;
            double members = 0.0;
            for (vtkIdType c = 0; c < grid.GetNumberOfCells(); ++c) members += array->GetComponent(c, 0);
            EXPECT_EQ(members, static_cast<double>(set.size()));
        }
    }
}

}  // namespace
}  // namespace spondyl
