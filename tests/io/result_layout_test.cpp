// SPDX-License-Identifier: Apache-2.0
// Walks a result file with the plain HDF5 layer and compares it with the VTKHDF 2.0 specification, UnstructuredGrid
// with steps (https://docs.vtk.org/en/latest/vtk_file_formats/vtkhdf_file_format/vtkhdf_specifications.html).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "io/results/hdf5.hpp"
#include "io/results/result_file.hpp"
#include "tests/io/sample_result.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

using hdf5::Group;
using hdf5::Shape;
using ::testing::Each;
using ::testing::ElementsAre;

class ResultLayout : public ::testing::Test {
  protected:
    ResultLayout() { write_results(result_, folder_.path() / "a.vtkhdf"); }

    const test::ScratchFolder folder_;
    const Result result_ = test::sample_result(4, 3);
    const std::size_t nodes_ = result_.mesh.nodes.size();
    const std::size_t cells_ = result_.mesh.part.size();
};

TEST_F(ResultLayout, names_the_kind_of_data_set) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group vtk = file.root().group("VTKHDF");
    EXPECT_THAT(vtk.integer_attribute("Version"), ElementsAre(2, 0));
    EXPECT_EQ(vtk.text_attribute("Type"), "UnstructuredGrid");
}

TEST_F(ResultLayout, geometry_is_stored_once) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group vtk = file.root().group("VTKHDF");
    EXPECT_THAT(vtk.read<std::int64_t>("NumberOfPoints"), ElementsAre(nodes_));
    EXPECT_THAT(vtk.read<std::int64_t>("NumberOfCells"), ElementsAre(cells_));
    EXPECT_THAT(vtk.read<std::int64_t>("NumberOfConnectivityIds"), ElementsAre(8 * cells_));
    EXPECT_EQ(vtk.dataset<double>("Points").shape(), (Shape{nodes_, 3}));
    const auto offsets = vtk.read<std::int64_t>("Offsets");
    ASSERT_EQ(offsets.size(), cells_ + 1);
    const auto connectivity = vtk.read<std::int64_t>("Connectivity");
    for (std::size_t i = 0; i < cells_; ++i) {
        ASSERT_EQ(offsets[i + 1] - offsets[i], 8);
        for (std::size_t k = 0; k < 8; ++k) {
            EXPECT_EQ(connectivity[static_cast<std::size_t>(offsets[i]) + k], result_.mesh.blocks[0][i][k]);
        }
    }
    const auto types = vtk.read<std::uint8_t>("Types");
    EXPECT_EQ(types.size(), cells_);
    EXPECT_THAT(types, Each(12)) << "VTK_HEXAHEDRON";
}

TEST_F(ResultLayout, steps_find_their_rows) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group vtk = file.root().group("VTKHDF");
    const Group steps = vtk.group("Steps");
    EXPECT_THAT(steps.integer_attribute("NSteps"), ElementsAre(3));
    EXPECT_THAT(steps.read<double>("Values"), ElementsAre(0.0, 0.5, 1.0));
    EXPECT_THAT(steps.read<std::int64_t>("PartOffsets"), ElementsAre(0, 0, 0));
    EXPECT_THAT(steps.read<std::int64_t>("NumberOfParts"), ElementsAre(1, 1, 1));
    EXPECT_THAT(steps.read<std::int64_t>("PointOffsets"), ElementsAre(0, 0, 0));
    for (const char* name : {"CellOffsets", "ConnectivityIdOffsets"}) {
        EXPECT_EQ(steps.dataset<std::int64_t>(name).shape(), (Shape{3, 1})) << "one row per step, one topology";
        EXPECT_THAT(steps.read<std::int64_t>(name), ElementsAre(0, 0, 0));
    }
    const Group point_offsets = steps.group("PointDataOffsets"), cell_offsets = steps.group("CellDataOffsets");
    EXPECT_EQ(point_offsets.names(), vtk.group("PointData").names());
    EXPECT_EQ(cell_offsets.names(), vtk.group("CellData").names());
    EXPECT_THAT(point_offsets.read<std::int64_t>("displacement_mm"), ElementsAre(0, nodes_, 2 * nodes_));
    EXPECT_THAT(cell_offsets.read<std::int64_t>("cauchy_stress_MPa"), ElementsAre(0, cells_, 2 * cells_));
    EXPECT_THAT(cell_offsets.read<std::int64_t>("part"), ElementsAre(0, 0, 0));
}

TEST_F(ResultLayout, fields_are_appended_state_by_state) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group vtk = file.root().group("VTKHDF");
    const auto displacement = vtk.group("PointData").dataset<double>("displacement_mm");
    EXPECT_EQ(displacement.shape(), (Shape{3 * nodes_, 3}));
    EXPECT_THAT(displacement.read_rows(2 * nodes_ + 5, 1),
                ElementsAre(result_.states[2].displacement[5].x(), result_.states[2].displacement[5].y(),
                            result_.states[2].displacement[5].z()));
    const Group cells = vtk.group("CellData");
    EXPECT_EQ(cells.dataset<double>("von_mises_MPa").shape(), (Shape{3 * cells_})) << "scalars are lists";
    const auto stress = cells.dataset<double>("cauchy_stress_MPa");
    EXPECT_EQ(stress.shape(), (Shape{3 * cells_, 6}));
    EXPECT_EQ(stress.read_rows(cells_, cells_), result_.states[1].cell_fields[1].values);
    EXPECT_EQ(cells.read<std::int32_t>("level"), result_.mesh.level);
}

TEST_F(ResultLayout, summary_is_one_table_with_units) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group summary = file.root().group("summary");
    EXPECT_THAT(summary.read<std::int32_t>("state"), ElementsAre(0, 0, 1, 1, 2, 2));
    EXPECT_THAT(summary.read_texts("step"), ElementsAre("rest", "rest", "bend, then hold", "bend, then hold",
                                                        "bend, then hold", "bend, then hold"));
    EXPECT_THAT(summary.read_texts("disc"), ElementsAre("L4-L5", "L5-S1", "L4-L5", "L5-S1", "L4-L5", "L5-S1"));
    EXPECT_THAT(summary.read<double>("time"), ElementsAre(0, 0, 0.5, 0.5, 1, 1));
    EXPECT_EQ(summary.names().size(), 4 + disc_measure_columns().size());
    for (const MeasureColumn& column : disc_measure_columns()) {
        const std::string name(column.name);
        EXPECT_EQ(summary.text_attribute("unit", name), column.unit);
        EXPECT_EQ(summary.text_attribute("doc", name), column.doc);
        EXPECT_EQ(summary.read<double>(name).at(3), column.value(result_.states[1].discs[1]));
    }
}

TEST_F(ResultLayout, tasks_are_one_table_with_units) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group tasks = file.root().group("tasks");
    EXPECT_THAT(tasks.read<std::int32_t>("state"), ElementsAre(1, 2)) << "rest is no task";
    EXPECT_THAT(tasks.read_texts("step"), Each(result_.states[1].step));
    EXPECT_THAT(tasks.read<double>("time"), ElementsAre(0.5, 1));
    EXPECT_EQ(tasks.names().size(), 3 + task_measure_columns().size());
    for (const Column<TaskMeasures>& column : task_measure_columns()) {
        const std::string name(column.name);
        EXPECT_EQ(tasks.text_attribute("unit", name), column.unit);
        EXPECT_EQ(tasks.read<double>(name).at(1), column.value(*result_.states[2].task));
    }
}

TEST_F(ResultLayout, indices_hold_finite_numbers_and_say_what_stands_for_none) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group indices = file.root().group("indices");
    EXPECT_THAT(indices.read<std::int32_t>("state"), ElementsAre(1, 2));
    EXPECT_EQ(indices.names().size(), 1 + index_measure_columns().size());
    EXPECT_EQ(indices.text_attribute("none", "niosh_lifting_index"), "-1e300");
    constexpr double none = -1e300;
    EXPECT_THAT(indices.read<double>("niosh_lifting_index"), ElementsAre(none, none));
    EXPECT_EQ(indices.text_attribute("unit", "lifft_risk"), "1");
    EXPECT_NE(indices.text_attribute("source", "lifft_risk").find("doi:10.1016/j.apergo.2017.04.016"),
              std::string::npos);
    for (const IndexColumn& column : index_measure_columns()) {
        if (column.name == "niosh_lifting_index") continue;
        EXPECT_EQ(indices.read<double>(std::string(column.name)).at(1), column.value(*result_.states[2].indices));
    }
}

TEST_F(ResultLayout, muscles_are_named_once_and_follow_state_by_state) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const Group muscles = file.root().group("muscles");
    const std::size_t count = result_.muscles.size(), row = count + 2;  // third fascicle of the second state of a task
    EXPECT_EQ(muscles.read_texts("name").size(), count);
    EXPECT_THAT(muscles.read<std::int32_t>("state"), ElementsAre(1, 2));
    const MuscleState& muscle = result_.states[2].muscles[2];
    EXPECT_EQ(muscles.read<double>("force_N").at(row), muscle.force_N);
    EXPECT_THAT(muscles.dataset<double>("arm_mm").shape(), ElementsAre(2 * count, 18));
    EXPECT_EQ(muscles.dataset<double>("arm_mm").read_rows(row, 1).at(17), muscle.arm_mm[5].z());
    const std::vector<std::int64_t> offsets = muscles.read<std::int64_t>("path_offsets");
    ASSERT_EQ(offsets.size(), 2 * count + 1);
    ASSERT_EQ(offsets[row + 1] - offsets[row], 4);
    EXPECT_EQ(muscles.dataset<double>("path_points").read_rows(static_cast<hsize_t>(offsets[row]), 1).at(1),
              muscle.path[0].y());
}

TEST_F(ResultLayout, nothing_else_lies_at_the_top) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    EXPECT_THAT(file.root().names(),
                ElementsAre("VTKHDF", "applied_loads", "body", "bones", "external_forces", "facet_joints", "facets",
                            "fascicles", "history", "indices", "input_warnings", "lifting", "ligaments", "muscles",
                            "provenance", "settle", "states", "status", "summary", "tasks", "verdicts", "warnings"));
}

std::vector<H5Z_filter_t> filters_of(hid_t dataset) {
    const hdf5::Handle list(H5Dget_create_plist(dataset), H5Pclose, "get the creation properties");
    EXPECT_EQ(H5Pget_layout(list.id()), H5D_CHUNKED);
    std::vector<H5Z_filter_t> filters;
    for (int i = 0; i < H5Pget_nfilters(list.id()); ++i) {
        unsigned flags = 0;
        std::size_t values = 0;
        filters.push_back(
            H5Pget_filter2(list.id(), static_cast<unsigned>(i), &flags, &values, nullptr, 0, nullptr, nullptr));
    }
    return filters;
}

TEST_F(ResultLayout, fields_are_compressed) {
    const hdf5::File file = hdf5::File::open(folder_.path() / "a.vtkhdf");
    const auto stress = file.root().group("VTKHDF").group("CellData").dataset<double>("cauchy_stress_MPa");
    EXPECT_THAT(filters_of(stress.id()), ElementsAre(H5Z_FILTER_SHUFFLE, H5Z_FILTER_DEFLATE, H5Z_FILTER_FLETCHER32));
}

TEST_F(ResultLayout, every_dataset_has_a_checksum) {
    const hdf5::Handle file(H5Fopen((folder_.path() / "a.vtkhdf").c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose,
                            "open");
    int datasets = 0;
    const auto visit = [](hid_t group, const char* name, const H5L_info_t*, void* count) -> herr_t {
        const hdf5::Handle object(H5Oopen(group, name, H5P_DEFAULT), H5Oclose, "open an object");
        if (H5Iget_type(object.id()) != H5I_DATASET) return 0;
        ++*static_cast<int*>(count);
        const hdf5::Handle space(H5Dget_space(object.id()), H5Sclose, "get a shape");
        if (H5Sget_simple_extent_npoints(space.id()) == 0) return 0;
        const std::vector<H5Z_filter_t> filters = filters_of(object.id());
        EXPECT_EQ(filters.empty() ? H5Z_FILTER_NONE : filters.back(), H5Z_FILTER_FLETCHER32) << name;
        return 0;
    };
    ASSERT_GE(H5Lvisit(file.id(), H5_INDEX_NAME, H5_ITER_INC, visit, &datasets), 0);
    EXPECT_GT(datasets, 150);
}

}  // namespace

}  // namespace spondyl
