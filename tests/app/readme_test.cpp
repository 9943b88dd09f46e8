// SPDX-License-Identifier: Apache-2.0
// What README.md says of its picture is what the result holds that it was made from.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "io/results/result_file.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "tests/app/subprocess.hpp"
#include "tests/io/scratch_folder.hpp"

namespace spondyl {

namespace {

struct Peak {
    double stress = 0.0;  // MPa
    Vec3 place = Vec3::Zero();
};

// Where in the annulus of each disc the von Mises stress is largest, from the disc's centre (x forward, z to the
// right).
std::map<int, Peak> peaks_of(const Result& result) {
    const ResultMesh& mesh = result.mesh;
    const ResultState& state = result.states.back();
    const auto field = std::ranges::find(state.cell_fields, "von_mises_MPa", &Field::name);
    const auto centre = [&](std::size_t e) {
        Vec3 sum = Vec3::Zero();
        for (const int node : mesh.blocks.front()[e]) sum += mesh.nodes[static_cast<std::size_t>(node)];
        return Vec3(sum / 8.0);
    };
    std::map<int, Vec3> sums;
    std::map<int, int> counts;
    std::map<int, Peak> peaks;
    for (std::size_t e = 0; e < mesh.part.size(); ++e) {
        if (mesh.part[e] != static_cast<int>(Part::annulus)) continue;
        const int disc = mesh.level[e];
        sums.try_emplace(disc, Vec3::Zero()).first->second += centre(e);
        ++counts[disc];
        Peak& peak = peaks[disc];
        if (field->values[e] > peak.stress) peak = {field->values[e], centre(e)};
    }
    for (auto& [disc, peak] : peaks) peak.place -= sums[disc] / counts[disc];
    return peaks;
}

TEST(Readme, stress_of_the_bent_column_is_highest_in_front) {
    EXPECT_THAT(test::read_text(std::filesystem::path(SPONDYL_SOURCE_DIR) / "README.md"),
                ::testing::HasSubstr("coloured by the stress, which is highest in front"));
    const test::ScratchFolder folder;
    const std::filesystem::path scenario =
        folder.write("demo.toml", "extends = \"" SPONDYL_SOURCE_DIR
                                  "/scenarios/column_follower_flexion.toml\"\n[spine]\nmesh = \"coarse\"\n");
    const test::Finished finished =
        test::spondyl({"run", scenario.string(), "-o", (folder.path() / "out").string(), "--quiet"});
    ASSERT_EQ(finished.code, 0) << finished.err;
    const std::map<int, Peak> peaks = peaks_of(read_results(folder.path() / "out/result.vtkhdf"));
    EXPECT_EQ(peaks.size(), 5U);
    for (const auto& [disc, peak] : peaks) {
        EXPECT_GT(peak.place.x(), 0.0) << "disc " << disc;
        EXPECT_LT(std::abs(peak.place.z()), peak.place.x()) << "disc " << disc << ": in front, not at the side";
    }
}

}  // namespace

}  // namespace spondyl
