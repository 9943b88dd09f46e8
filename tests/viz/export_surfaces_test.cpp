// SPDX-License-Identifier: Apache-2.0
#include "viz/export_surfaces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <vtkNew.h>
#include <vtkOBJReader.h>
#include <vtkPolyData.h>
#include <vtkSTLReader.h>

#include <fstream>
#include <sstream>

#include "core/error.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "tests/viz/temporary_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

Result result_of_two_states() {
    return test::make_synthetic_result({.top = Vertebra::L4, .around = 16, .rings = 2, .states = 2});
}

std::vector<std::string> names_of(const std::vector<fs::path>& files) {
    std::vector<std::string> names;
    for (const fs::path& file : files) names.push_back(file.filename().string());
    return names;
}

template <class Reader>
std::array<double, 6> bounds_of(const fs::path& file) {
    vtkNew<Reader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    EXPECT_GT(reader->GetOutput()->GetNumberOfPolys(), 0);
    std::array<double, 6> bounds{};
    reader->GetOutput()->GetBounds(bounds.data());
    return bounds;
}

TEST(ExportSurfaces, stl_and_obj_hold_bones_and_discs_where_they_are) {
    const Result result = result_of_two_states();
    const test::TemporaryFolder folder;
    const auto stl = export_surfaces(result, folder.path(), SurfaceFormat::stl);
    EXPECT_THAT(names_of(stl),
                ::testing::ElementsAre("bones_0000.stl", "discs_0000.stl", "bones_0001.stl", "discs_0001.stl"));
    const auto obj = export_surfaces(result, folder.path(), SurfaceFormat::obj);
    Vec3 low = result.mesh.nodes.front() + result.states.back().displacement.front();
    Vec3 high = low;
    for (std::size_t n = 0; n < result.mesh.nodes.size(); ++n) {
        const Vec3 x = result.mesh.nodes[n] + result.states.back().displacement[n];
        low = low.cwiseMin(x);
        high = high.cwiseMax(x);
    }
    for (const auto& bounds : {bounds_of<vtkSTLReader>(stl.back()), bounds_of<vtkOBJReader>(obj.back())}) {
        for (std::size_t c = 0; c < 3; ++c) {
            const auto axis = static_cast<Eigen::Index>(c);
            EXPECT_NEAR(bounds[2 * c], low[axis], 1e-3);
            EXPECT_NEAR(bounds[2 * c + 1], high[axis], 1e-3);
        }
    }
}

TEST(ExportSurfaces, gltf_holds_the_colours_in_one_file) {
    const test::TemporaryFolder folder;
    const auto files = export_surfaces(result_of_two_states(), folder.path(), SurfaceFormat::gltf);
    EXPECT_THAT(names_of(files), ::testing::ElementsAre("spine_0000.gltf", "spine_0001.gltf"));
    std::ostringstream text;
    text << std::ifstream(files.back()).rdbuf();
    EXPECT_THAT(text.str(), HasSubstr("\"COLOR_0\""));
    EXPECT_THAT(text.str(), HasSubstr("data:application/octet-stream;base64,"));
}

TEST(ExportSurfaces, an_unknown_field_is_refused) {
    const test::TemporaryFolder folder;
    EXPECT_THROW(export_surfaces(result_of_two_states(), folder.path(), SurfaceFormat::gltf, "colour"), UserError);
}

}  // namespace
}  // namespace spondyl
