// SPDX-License-Identifier: Apache-2.0
#include "viz/export_vtu.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkCellData.h>
#include <vtkCellType.h>
#include <vtkDataArray.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPolyData.h>
#include <vtkUnstructuredGrid.h>
#include <vtkVariant.h>
#include <vtkXMLPolyDataReader.h>
#include <vtkXMLUnstructuredGridReader.h>

#include <Eigen/Geometry>
#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "tests/viz/temporary_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;

Result result_of_three_states() {
    return test::make_synthetic_result({.top = Vertebra::L4, .around = 16, .rings = 2, .states = 3});
}

vtkSmartPointer<vtkUnstructuredGrid> read_discs(const fs::path& file) {
    vtkNew<vtkXMLUnstructuredGridReader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    return reader->GetOutput();
}

vtkSmartPointer<vtkPolyData> read_bones(const fs::path& file) {
    vtkNew<vtkXMLPolyDataReader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    return reader->GetOutput();
}

Vec3 point(vtkDataSet& data, std::size_t i) {
    return Vec3(data.GetPoint(static_cast<vtkIdType>(i)));
}

Vec3 tuple(vtkDataArray& array, std::size_t i) {
    return Vec3(array.GetTuple3(static_cast<vtkIdType>(i)));
}

std::string read_text(const fs::path& file) {
    std::ifstream stream(file);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

TEST(export_vtu, ligaments_and_facet_joints_have_collections_of_their_own) {
    const test::TemporaryFolder folder;
    const Result result = test::make_synthetic_result({.top = Vertebra::L4, .states = 2, .structures = true});
    export_vtu(result, folder.path(), {.deformed = true});
    EXPECT_THAT(read_text(folder.path() / "ligaments.pvd"), ::testing::HasSubstr("ligaments_0001.vtp"));
    EXPECT_THAT(read_text(folder.path() / "facets.pvd"), ::testing::HasSubstr("facets_0001.vtp"));
    const ResultState& state = result.states[1];
    const auto ligaments = read_bones(folder.path() / "ligaments_0001.vtp");
    ASSERT_EQ(ligaments->GetNumberOfCells(), 2);
    EXPECT_EQ(point(*ligaments, 2), state.fascicles[1].upper);
    EXPECT_EQ(point(*ligaments, 3), state.fascicles[1].lower);
    EXPECT_EQ(ligaments->GetCellData()->GetArray("tension_N")->GetTuple1(1), state.fascicles[1].tension_N);
    EXPECT_EQ(ligaments->GetCellData()->GetArray("ligament")->GetTuple1(1), static_cast<int>(Ligament::SSL));
    const auto facets = read_bones(folder.path() / "facets_0001.vtp");
    ASSERT_EQ(facets->GetNumberOfPoints(), 6);
    EXPECT_EQ(facets->GetPointData()->GetArray("contact_pressure_MPa")->GetTuple1(2), state.facet_pressure[0][2]);
    EXPECT_EQ(facets->GetPointData()->GetArray("contact_pressure_MPa")->GetTuple1(5), 0.0) << "the lower surface";
    const Vec3 rest = result.facets[0].lower.points[1];
    const RigidMotion& motion = state.bones.back();
    const Vec3 centre = result.bones.back().centre;
    EXPECT_EQ(point(*facets, 4), Vec3(centre + motion.translation + motion.rotation * (rest - centre)));
}

TEST(export_vtu, returns_every_value_of_every_state) {
    const test::TemporaryFolder folder;
    const Result result = result_of_three_states();
    export_vtu(result, folder.path());
    for (std::size_t s = 0; s < result.states.size(); ++s) {
        const auto grid = read_discs(folder.path() / ("discs_000" + std::to_string(s) + ".vtu"));
        ASSERT_EQ(grid->GetNumberOfPoints(), result.mesh.nodes.size());
        ASSERT_EQ(grid->GetNumberOfCells(), result.mesh.part.size());
        vtkDataArray* displacement = grid->GetPointData()->GetArray("displacement_mm");
        ASSERT_NE(displacement, nullptr);
        for (std::size_t i = 0; i < result.mesh.nodes.size(); ++i) {
            ASSERT_EQ(point(*grid, i), result.mesh.nodes[i]);
            ASSERT_EQ(tuple(*displacement, i), result.states[s].displacement[i]);
        }
        vtkDataArray* part = grid->GetCellData()->GetArray("part");
        vtkDataArray* level = grid->GetCellData()->GetArray("level");
        for (std::size_t e = 0; e < result.mesh.part.size(); ++e) {
            const auto cell = static_cast<vtkIdType>(e);
            ASSERT_EQ(grid->GetCellType(cell), VTK_HEXAHEDRON);
            vtkIdType count = 0;
            const vtkIdType* ids = nullptr;
            grid->GetCellPoints(cell, count, ids);
            ASSERT_TRUE(
                std::ranges::equal(std::span(ids, static_cast<std::size_t>(count)), result.mesh.blocks.front()[e]));
            ASSERT_EQ(part->GetComponent(cell, 0), result.mesh.part[e]);
            ASSERT_EQ(level->GetComponent(cell, 0), result.mesh.level[e]);
        }
        ASSERT_EQ(grid->GetCellData()->GetNumberOfArrays(), 2 + result.states[s].cell_fields.size());
        for (const Field& field : result.states[s].cell_fields) {
            vtkDataArray* array = grid->GetCellData()->GetArray(field.name.c_str());
            ASSERT_NE(array, nullptr) << field.name;
            ASSERT_EQ(array->GetNumberOfComponents(), field.components);
            for (std::size_t k = 0; k < field.values.size(); ++k) {
                const auto c = static_cast<int>(k) % field.components;
                ASSERT_EQ(array->GetComponent(static_cast<vtkIdType>(k) / field.components, c), field.values[k]);
            }
        }
    }
}

TEST(export_vtu, names_the_axes_of_a_tensor) {
    const test::TemporaryFolder folder;
    export_vtu(result_of_three_states(), folder.path());
    const auto grid = read_discs(folder.path() / "discs_0001.vtu");
    vtkDataArray* stress = grid->GetCellData()->GetArray("cauchy_stress_MPa");
    EXPECT_STREQ(stress->GetComponentName(1), "YY");
    EXPECT_STREQ(stress->GetComponentName(5), "XZ");
}

TEST(export_vtu, cells_have_positive_volume) {
    // Guards the node order VTK expects: bottom quadrilateral counter-clockwise seen from the top.
    const test::TemporaryFolder folder;
    const Result result = result_of_three_states();
    export_vtu(result, folder.path());
    const auto grid = read_discs(folder.path() / "discs_0000.vtu");
    for (vtkIdType e = 0; e < grid->GetNumberOfCells(); ++e) {
        vtkCell* cell = grid->GetCell(e);
        const auto corner = [&](int k) { return Vec3(cell->GetPoints()->GetPoint(k)); };
        ASSERT_GT((corner(1) - corner(0)).cross(corner(3) - corner(0)).dot(corner(4) - corner(0)), 0.0);
    }
}

TEST(export_vtu, moves_points_and_bones_when_deformed) {
    const test::TemporaryFolder folder;
    const Result result = result_of_three_states();
    export_vtu(result, folder.path(), {.deformed = true});
    const ResultState& state = result.states[2];
    const auto grid = read_discs(folder.path() / "discs_0002.vtu");
    for (std::size_t i = 0; i < result.mesh.nodes.size(); ++i) {
        ASSERT_EQ(point(*grid, i), Vec3(result.mesh.nodes[i] + state.displacement[i]));
    }
    const auto bones = read_bones(folder.path() / "bones_0002.vtp");
    std::size_t i = 0;
    for (std::size_t b = 0; b < result.bones.size(); ++b) {
        const BoneSurface& bone = result.bones[b];
        for (const Vec3& x : bone.surface.points) {
            const Vec3 expected =
                bone.centre + state.bones[b].translation + state.bones[b].rotation * (x - bone.centre);
            ASSERT_LT((point(*bones, i++) - expected).norm(), 1e-12);
        }
    }
    EXPECT_EQ(i, bones->GetNumberOfPoints());
}

TEST(export_vtu, bones_at_rest_carry_their_motion) {
    const test::TemporaryFolder folder;
    const Result result = result_of_three_states();
    export_vtu(result, folder.path());
    const auto bones = read_bones(folder.path() / "bones_0002.vtp");
    vtkDataArray* displacement = bones->GetPointData()->GetArray("displacement_mm");
    ASSERT_NE(displacement, nullptr);
    const BoneSurface& first = result.bones.front();
    const RigidMotion& motion = result.states[2].bones.front();
    ASSERT_GT(motion.translation.norm(), 0.1);
    for (std::size_t i = 0; i < first.surface.points.size(); ++i) {
        const Vec3& x = first.surface.points[i];
        ASSERT_EQ(point(*bones, i), x);
        const Vec3 expected = motion.translation + motion.rotation * (x - first.centre) - (x - first.centre);
        ASSERT_LT((tuple(*displacement, i) - expected).norm(), 1e-12);
    }
    vtkDataArray* vertebra = bones->GetCellData()->GetArray("vertebra");
    ASSERT_NE(vertebra, nullptr);
    EXPECT_EQ(vertebra->GetComponent(0, 0), static_cast<int>(Vertebra::L4));
    EXPECT_EQ(vertebra->GetComponent(bones->GetNumberOfCells() - 1, 0), static_cast<int>(Vertebra::S1));
}

TEST(export_vtu, collections_list_files_with_their_times) {
    const test::TemporaryFolder folder;
    const Result result = result_of_three_states();
    const auto files = export_vtu(result, folder.path());
    EXPECT_EQ(files.size(), 2 + 2 * result.states.size());
    const std::string discs = read_text(folder.path() / "discs.pvd");
    EXPECT_THAT(discs, ::testing::HasSubstr("timestep=\"0.5\" part=\"0\" file=\"discs_0001.vtu\""));
    EXPECT_THAT(discs, ::testing::HasSubstr("timestep=\"1\" part=\"0\" file=\"discs_0002.vtu\""));
    EXPECT_THAT(read_text(folder.path() / "bones.pvd"), ::testing::HasSubstr("bones_0002.vtp"));
    std::size_t entries = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.path())) ++entries;
    EXPECT_EQ(entries, files.size()) << "a temporary file stayed behind";
}

TEST(export_vtu, muscles_and_body_of_a_task) {
    const test::TemporaryFolder folder;
    const Result result = test::make_synthetic_result({.top = Vertebra::L4, .around = 16, .rings = 2, .task = true});
    export_vtu(result, folder.path());
    const ResultState& state = result.states[1];
    const auto muscles = read_bones(folder.path() / "muscles_0001.vtp");
    ASSERT_EQ(muscles->GetNumberOfCells(), state.muscles.size());
    for (std::size_t m = 0; m < state.muscles.size(); ++m) {
        const auto cell = static_cast<vtkIdType>(m);
        EXPECT_EQ(muscles->GetCellData()->GetArray("activation")->GetComponent(cell, 0), state.muscles[m].activation);
        EXPECT_EQ(muscles->GetCellData()->GetArray("force_N")->GetComponent(cell, 0), state.muscles[m].force_N);
        EXPECT_EQ(muscles->GetCellData()->GetArray("side")->GetComponent(cell, 0),
                  static_cast<int>(result.muscles[m].side));
        EXPECT_EQ(point(*muscles, 2 * m), state.muscles[m].path.front());
        EXPECT_EQ(point(*muscles, 2 * m + 1), state.muscles[m].path.back());
    }
    EXPECT_EQ(muscles->GetCellData()->GetAbstractArray("group")->GetVariantValue(0).ToString(), "multifidus");
    EXPECT_GT(read_bones(folder.path() / "body_0001.vtp")->GetNumberOfCells(), 1000);
    // The state at rest has neither.
    EXPECT_FALSE(fs::exists(folder.path() / "muscles_0000.vtp"));
    const std::string collection = read_text(folder.path() / "muscles.pvd");
    EXPECT_THAT(collection, ::testing::HasSubstr("timestep=\"1\" part=\"0\" file=\"muscles_0001.vtp\""));
    EXPECT_THAT(collection, ::testing::Not(::testing::HasSubstr("timestep=\"0\"")));
    EXPECT_THAT(read_text(folder.path() / "body.pvd"), ::testing::HasSubstr("body_0001.vtp"));
}

TEST(export_vtu, refuses_an_empty_result_and_a_folder_that_cannot_be) {
    const test::TemporaryFolder folder;
    EXPECT_THROW(export_vtu(Result{}, folder.path()), UserError);
    std::ofstream(folder.path() / "file") << "not a folder";
    try {
        export_vtu(result_of_three_states(), folder.path() / "file");
        FAIL() << "no error";
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), ::testing::HasSubstr((folder.path() / "file").string()));
    }
}

TEST(export_vtu, refuses_fields_that_do_not_fit_the_mesh) {
    const test::TemporaryFolder folder;
    Result result = result_of_three_states();
    result.states[1].cell_fields[0].values.pop_back();
    EXPECT_THROW(export_vtu(result, folder.path()), InternalError);
}

}  // namespace
}  // namespace spondyl
