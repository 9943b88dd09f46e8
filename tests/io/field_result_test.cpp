// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <limits>

#include "core/error.hpp"
#include "io/results/field_result_file.hpp"
#include "io/results/result_file.hpp"
#include "tests/io/expect_fields.hpp"
#include "tests/io/sample_field_result.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using test::ScratchFolder;
using ::testing::HasSubstr;

void expect_equal(const FieldResult& a, const FieldResult& b) {
    test::expect_equal(static_cast<const RunInfo&>(a), static_cast<const RunInfo&>(b));
    EXPECT_EQ(a.warnings, b.warnings);
    EXPECT_EQ(a.mesh.nodes, b.mesh.nodes);
    EXPECT_EQ(a.mesh.blocks, b.mesh.blocks);
    EXPECT_EQ(a.mesh.node_sets, b.mesh.node_sets);
    EXPECT_EQ(a.mesh.cell_sets, b.mesh.cell_sets);
    EXPECT_EQ(a.mesh.face_sets, b.mesh.face_sets);
    ASSERT_EQ(a.states.size(), b.states.size());
    for (std::size_t i = 0; i < a.states.size(); ++i) test::expect_equal(a.states[i], b.states[i]);
    test::expect_equal(a.history, b.history);
    ASSERT_EQ(a.tables.size(), b.tables.size());
    for (std::size_t t = 0; t < a.tables.size(); ++t) {
        EXPECT_EQ(a.tables[t].name, b.tables[t].name);
        EXPECT_EQ(a.tables[t].doc, b.tables[t].doc);
        ASSERT_EQ(a.tables[t].texts.size(), b.tables[t].texts.size());
        for (std::size_t c = 0; c < a.tables[t].texts.size(); ++c) {
            EXPECT_EQ(a.tables[t].texts[c].name, b.tables[t].texts[c].name);
            EXPECT_EQ(a.tables[t].texts[c].doc, b.tables[t].texts[c].doc);
            EXPECT_EQ(a.tables[t].texts[c].rows, b.tables[t].texts[c].rows);
        }
        ASSERT_EQ(a.tables[t].numbers.size(), b.tables[t].numbers.size());
        for (std::size_t c = 0; c < a.tables[t].numbers.size(); ++c) {
            EXPECT_EQ(a.tables[t].numbers[c].name, b.tables[t].numbers[c].name);
            EXPECT_EQ(a.tables[t].numbers[c].unit, b.tables[t].numbers[c].unit);
            EXPECT_EQ(a.tables[t].numbers[c].doc, b.tables[t].numbers[c].doc);
            EXPECT_EQ(a.tables[t].numbers[c].rows, b.tables[t].numbers[c].rows);
        }
    }
}

TEST(FieldResultFile, round_trip_is_exact_for_every_kind_of_cell) {
    const ScratchFolder folder;
    for (const CellType type : {Hex8::type, Hex20::type, Tet4::type, Tet10::type, Wedge6::type}) {
        const FieldResult result = test::sample_field_result(test::sample_mesh(type));
        write_field_result(result, folder.path() / "a.vtkhdf");
        expect_equal(read_field_result(folder.path() / "a.vtkhdf"), result);
    }
}

TEST(FieldResultFile, round_trip_of_several_kinds_in_one_mesh) {
    const ScratchFolder folder;
    const FieldResult result = test::sample_field_result(test::mixed_mesh());
    write_field_result(result, folder.path() / "a.vtkhdf");
    expect_equal(read_field_result(folder.path() / "a.vtkhdf"), result);
}

TEST(FieldResultFile, round_trip_of_a_failed_run_with_nothing_in_it) {
    const ScratchFolder folder;
    FieldResult result;
    result.failure = "No equilibrium.\nTry smaller increments.";
    result.states.emplace_back();
    write_field_result(result, folder.path() / "a.vtkhdf");
    expect_equal(read_field_result(folder.path() / "a.vtkhdf"), result);
}

TEST(FieldResultFile, neighbouring_blocks_of_one_kind_become_one) {
    const ScratchFolder folder;
    FieldResult result = test::sample_field_result(test::mixed_mesh());
    const std::vector<CellBlock> blocks = result.mesh.blocks;
    CellBlock& two = result.mesh.blocks[2];
    CellBlock last{.type = two.type, .connectivity = {}};
    last.add(two[1]);
    two.connectivity.resize(8);
    result.mesh.blocks.insert(result.mesh.blocks.begin() + 3, last);
    write_field_result(result, folder.path() / "a.vtkhdf");
    EXPECT_EQ(read_field_result(folder.path() / "a.vtkhdf").mesh.blocks, blocks);
}

TEST(FieldResultFile, equal_results_give_equal_bytes) {
    const ScratchFolder folder;
    const FieldResult result = test::sample_field_result(test::sample_mesh(Tet10::type));
    write_field_result(result, folder.path() / "a.vtkhdf");
    write_field_result(read_field_result(folder.path() / "a.vtkhdf"), folder.path() / "b.vtkhdf");
    EXPECT_EQ(test::read_text(folder.path() / "a.vtkhdf"), test::read_text(folder.path() / "b.vtkhdf"));
}

TEST(FieldResultFile, tells_readers_of_vtkhdf_the_type_of_each_cell) {
    const ScratchFolder folder;
    const FieldResult result = test::sample_field_result(test::mixed_mesh());
    write_field_result(result, folder.path() / "a.vtkhdf");
    const hdf5::File file = hdf5::File::open(folder.path() / "a.vtkhdf");
    const hdf5::Group vtk = file.root().group("VTKHDF");
    EXPECT_THAT(vtk.read<std::uint8_t>("Types"), ::testing::ElementsAre(12, 13, 13, 12, 12, 9));
    EXPECT_THAT(vtk.read<std::int64_t>("Offsets"), ::testing::ElementsAre(0, 8, 14, 20, 28, 36, 40));
    EXPECT_THAT(vtk.group("Steps").group("PointDataOffsets").read<std::int64_t>("reaction_N"),
                ::testing::ElementsAre(0, 20, 40));
    EXPECT_EQ(vtk.group("PointData").text_attribute("unit", "pore_pressure_MPa"), "MPa");
    EXPECT_THAT(file.root().names(),
                ::testing::ElementsAre("VTKHDF", "history", "provenance", "sets", "states", "status", "tables"));
}

TEST(FieldResultFile, spine_and_other_bodies_are_distinguished) {
    const ScratchFolder folder;
    write_results(test::sample_result(), folder.path() / "spine.vtkhdf");
    write_field_result(test::sample_field_result(test::mixed_mesh()), folder.path() / "patch.vtkhdf");
    EXPECT_TRUE(std::holds_alternative<Result>(read_any_result(folder.path() / "spine.vtkhdf")));
    EXPECT_TRUE(std::holds_alternative<FieldResult>(read_any_result(folder.path() / "patch.vtkhdf")));
    EXPECT_TRUE(holds_complete_result(folder.path() / "patch.vtkhdf"));
    EXPECT_THROW(static_cast<void>(read_results(folder.path() / "patch.vtkhdf")), UserError);
    EXPECT_THROW(static_cast<void>(read_field_result(folder.path() / "spine.vtkhdf")), UserError);
}

struct SpoiledFields {
    const char* name;
    std::function<void(FieldResult&)> spoil;
    const char* says;
};

constexpr double field_nan = std::numeric_limits<double>::quiet_NaN();

const std::vector<SpoiledFields> spoiled_field_results = {
    {"unknown_type", [](FieldResult& r) { r.mesh.blocks[1].type = CellType{99}; },
     "mesh, cell 1 is of the VTK cell type 99, which no element has"},
    {"half_a_cell", [](FieldResult& r) { r.mesh.blocks[1].connectivity.pop_back(); }, "11 nodes for cells of 6"},
    {"wild_node", [](FieldResult& r) { r.mesh.blocks[2].connectivity[8] = 20; }, "mesh, cell 4 uses node 20 of 20"},
    {"wild_node_set", [](FieldResult& r) { r.mesh.node_sets["x"] = {-1}; }, "the set of nodes x holds -1 of 20"},
    {"wild_cell_set", [](FieldResult& r) { r.mesh.cell_sets["all"].push_back(6); },
     "the set of cells all holds 6 of 6"},
    {"wild_face",
     [](FieldResult& r) {
         r.mesh.face_sets["x"] = {{.type = Tri3::type, .connectivity = {0, 1, 20}}};
     },
     "the set of faces x, face 0 uses node 20 of 20"},
    {"set_named_as_a_path", [](FieldResult& r) { r.mesh.cell_sets["a/b"] = {}; }, "cannot be called \"a/b\""},
    {"node_field", [](FieldResult& r) { r.states[2].node_fields[1].values[4] = field_nan; },
     "field reaction_N, node 1, component 1 is nan"},
    {"short_node_field", [](FieldResult& r) { r.states[2].node_fields[0].values.pop_back(); },
     "field pore_pressure_MPa: 19 values for 20 nodes"},
    {"node_field_named_displacement",
     [](FieldResult& r) {
         for (FieldState& state : r.states) state.node_fields[0].name = "displacement_mm";
     },
     "two fields are called displacement_mm"},
    {"other_unit", [](FieldResult& r) { r.states[1].cell_fields[1].unit = "%"; }, "another unit or doc"},
    {"time_runs_back", [](FieldResult& r) { r.states[2].time = 0.2; }, "before the state before it"},
    {"ragged_table", [](FieldResult& r) { r.tables[0].numbers[1].rows.pop_back(); },
     "table reactions, column force_z_N has 1 rows of 2"},
    {"number_in_table", [](FieldResult& r) { r.tables[0].numbers[1].rows[1] = field_nan; },
     "table reactions, column force_z_N, row 1 is nan"},
    {"state_of_table", [](FieldResult& r) { r.tables[0].numbers[0].rows[1] = 3; }, "there is no state 3 among 3"},
    {"table_named_names", [](FieldResult& r) { r.tables[0].name = "names"; }, "a table cannot be called names"},
    {"two_columns", [](FieldResult& r) { r.tables[0].numbers[1].name = "set"; }, "two columns of table reactions"},
    {"no_state", [](FieldResult& r) { r.states.clear(); }, "a result without any state"},
};

class SpoiledFieldResult : public ::testing::TestWithParam<SpoiledFields> {};

TEST_P(SpoiledFieldResult, is_not_written) {
    const ScratchFolder folder;
    FieldResult result = test::sample_field_result(test::mixed_mesh());
    GetParam().spoil(result);
    try {
        write_field_result(result, folder.path() / "a.vtkhdf");
        FAIL() << "was written";
    } catch (const InternalError& error) {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
    }
    EXPECT_FALSE(std::filesystem::exists(folder.path() / "a.vtkhdf"));
}

INSTANTIATE_TEST_SUITE_P(all, SpoiledFieldResult, ::testing::ValuesIn(spoiled_field_results),
                         [](const auto& spoiled) { return std::string(spoiled.param.name); });

// The file of a good result with one dataset of integers in it replaced.
template <class T>
void replace(const std::filesystem::path& path, const char* dataset, hid_t type, const std::vector<T>& values) {
    const hdf5::Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose, "open the file");
    ASSERT_GE(H5Ldelete(file.id(), dataset, H5P_DEFAULT), 0);
    const hsize_t count = values.size();
    const hdf5::Handle space(H5Screate_simple(1, &count, nullptr), H5Sclose, "make a space");
    const hdf5::Handle data(H5Dcreate2(file.id(), dataset, type, space.id(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT),
                            H5Dclose, "make a dataset");
    ASSERT_GE(H5Dwrite(data.id(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()), 0);
}

struct Corrupt {
    const char* name;
    std::function<void(const std::filesystem::path&)> change;
    const char* says;
};

Corrupt types(const char* name, std::vector<std::uint8_t> values, const char* says) {
    return {name, [=](const auto& path) { replace(path, "VTKHDF/Types", H5T_STD_U8LE, values); }, says};
}
Corrupt offsets(const char* name, std::vector<std::int64_t> values, const char* says) {
    return {name, [=](const auto& path) { replace(path, "VTKHDF/Offsets", H5T_STD_I64LE, values); }, says};
}

const std::vector<Corrupt> corrupt_files = {
    types("unknown_type", {12, 13, 99, 12, 12, 9}, "/VTKHDF/Types, row 2: no element has the VTK cell type 99"),
    types("vertex", {12, 13, 1, 12, 12, 9}, "no element has the VTK cell type 1"),
    types("larger_cells", {12, 13, 25, 12, 12, 9}, "/VTKHDF/Offsets, row 3: 20 is no place of a cell of 8 nodes"),
    types("smaller_cells", {12, 13, 10, 12, 12, 9}, "/VTKHDF/Offsets, row 3: 20 is no place of a cell of 8 nodes"),
    types("last_cell_too_large", {12, 13, 13, 12, 12, 25}, "36 is no place of a cell of 20 nodes among 40"),
    types("last_cell_too_small", {12, 13, 13, 12, 12, 5}, "the last cell ends at 39 of 40"),
    types("too_few", {12, 13, 13, 12, 12}, "/VTKHDF/Offsets has the shape 7 instead of 6 rows"),
    offsets("offset_moved", {0, 8, 15, 20, 28, 36, 40}, "/VTKHDF/Offsets, row 2: 15 is no place"),
    offsets("offset_negative", {0, 8, -14, 20, 28, 36, 40}, "/VTKHDF/Offsets, row 2: -14 is no place"),
    offsets("offset_beyond", {0, 8, std::int64_t{1} << 40U, 20, 28, 36, 40}, "is no place of a cell"),
    offsets("first_offset", {1, 8, 14, 20, 28, 36, 40}, "goes from 1 to 40"),
    offsets("last_offset", {0, 8, 14, 20, 28, 36, 41}, "goes from 0 to 41 where there are 40"),
    {"set_beyond",
     [](const auto& path) {
         replace(path, "sets/cells/all", H5T_STD_I32LE, std::vector<std::int32_t>{0, 2000000000});
     },
     "/sets/cells/all, row 1: there is no 2000000000 among 6"},
};

class CorruptFieldResult : public ::testing::TestWithParam<Corrupt> {};

TEST_P(CorruptFieldResult, is_refused) {
    const ScratchFolder folder;
    const std::filesystem::path path = folder.path() / "a.vtkhdf";
    write_field_result(test::sample_field_result(test::mixed_mesh()), path);
    GetParam().change(path);
    try {
        static_cast<void>(read_field_result(path));
        FAIL() << "was read";
    } catch (const UserError& error) {
        EXPECT_THAT(error.what(), HasSubstr(GetParam().says));
    }
}

INSTANTIATE_TEST_SUITE_P(all, CorruptFieldResult, ::testing::ValuesIn(corrupt_files),
                         [](const auto& corrupt) { return std::string(corrupt.param.name); });

}  // namespace

}  // namespace spondyl
