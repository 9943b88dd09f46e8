// SPDX-License-Identifier: Apache-2.0
#include "viz/render.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "tests/viz/picture.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "tests/viz/temporary_folder.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

std::string read_bytes(const fs::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

bool is_white(const std::array<int, 3>& c) {
    return c[0] > 250 && c[1] > 250 && c[2] > 250;
}
// Warm and pale at any brightness.
bool is_bone(const std::array<int, 3>& c) {
    return c[0] > 90 && c[0] > c[1] && c[1] > c[2] && c[0] - c[2] > 12 && c[0] - c[2] < 90 && c[0] - c[1] < 30;
}
bool is_bright_yellow(const std::array<int, 3>& c) {
    return c[0] > c[2] + 90 && c[1] > c[2] + 80;
}

class Render : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { unsetenv("DISPLAY"); }

    // Small, to be quick; the layout scales with the size.
    [[nodiscard]] RenderOptions options() const { return {.directory = folder_.path(), .width = 960, .height = 540}; }
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }

  private:
    test::TemporaryFolder folder_;
};

TEST_F(Render, draws_four_pictures_of_the_size_asked_for) {
    const auto files = render_pictures(test::make_synthetic_result(), options());
    ASSERT_EQ(files.size(), 4U);
    for (const char* name : {"column.png", "sagittal.png", "discs.png", "overview.png"}) {
        const test::Picture picture = test::read_picture(folder() / name);
        EXPECT_EQ(picture.width, 960) << name;
        EXPECT_EQ(picture.height, 540) << name;
        EXPECT_GT(test::fraction(picture, is_white), 0.4) << name;
        EXPECT_GT(test::fraction(picture, test::is_teal, test::above_colour_bar), 0.002) << name;
        const double bone = test::fraction(picture, is_bone, test::above_colour_bar);
        if (std::string_view(name) == "discs.png") {
            EXPECT_LT(bone, 0.002);
        } else {
            EXPECT_GT(bone, 0.02) << name;
        }
    }
}

TEST_F(Render, draws_ligaments_by_tension_and_joints_by_pressure) {
    const Result result = test::make_synthetic_result({.top = Vertebra::L4, .structures = true});
    const auto files = render_pictures(result, options());
    ASSERT_EQ(files.size(), 5U);
    EXPECT_EQ(files.back().filename(), "facets.png");
    const auto is_dark_red = [](const std::array<int, 3>& c) { return c[0] > 60 && c[1] < 40 && c[2] < 50; };
    const auto is_blue = [](const std::array<int, 3>& c) { return c[2] > c[0] + 60 && c[2] > 90; };
    EXPECT_GT(test::fraction(test::read_picture(folder() / "facets.png"), is_dark_red, test::above_colour_bar), 0.0005);
    EXPECT_GT(test::fraction(test::read_picture(folder() / "facets.png"), is_blue, test::above_colour_bar), 0.0005);
    EXPECT_GT(test::fraction(test::read_picture(folder() / "column.png"), is_dark_red, test::above_colour_bar), 0.0005);

    RenderOptions rest = options();
    rest.state = 0;
    render_pictures(result, rest);
    EXPECT_EQ(test::fraction(test::read_picture(folder() / "facets.png"), is_dark_red, test::above_colour_bar), 0.0)
        << "slack";
    EXPECT_EQ(test::fraction(test::read_picture(folder() / "facets.png"), is_blue, test::above_colour_bar), 0.0)
        << "no contact";
}

TEST_F(Render, default_size_suits_a_slide) {
    const test::TemporaryFolder other;
    render_pictures(test::make_synthetic_result({.top = Vertebra::L4, .bottom = Vertebra::L5}),
                    {.directory = other.path()});
    const test::Picture picture = test::read_picture(other.path() / "overview.png");
    EXPECT_EQ(picture.width, 1920);
    EXPECT_EQ(picture.height, 1080);
}

TEST_F(Render, same_result_gives_same_bytes) {
    const Result result = test::make_synthetic_result();
    const test::TemporaryFolder other;
    const auto first = render_pictures(result, options());
    RenderOptions again = options();
    again.directory = other.path();
    const auto second = render_pictures(result, again);
    for (std::size_t i = 0; i < first.size(); ++i) EXPECT_EQ(read_bytes(first[i]), read_bytes(second[i])) << first[i];
}

TEST_F(Render, colours_follow_the_field) {
    // One disc of five at the low end of the scale, four at the high end.
    Result result = test::make_synthetic_result();
    Field field{"test", 1, {}};
    for (const int level : result.mesh.level) field.values.push_back(level == static_cast<int>(Disc::L1_L2) ? 0 : 1);
    result.states[1].cell_fields.push_back(field);
    RenderOptions chosen = options();
    chosen.field = "test";
    render_pictures(result, chosen);
    const test::Picture picture = test::read_picture(folder() / "discs.png");
    const double low = test::fraction(picture, test::is_purple, test::above_colour_bar);
    const double high = test::fraction(picture, is_bright_yellow, test::above_colour_bar);
    EXPECT_GT(low, 0.01);
    EXPECT_NEAR(high / low, 4.0, 0.4);
    EXPECT_LT(test::fraction(picture, test::is_teal, test::above_colour_bar), 0.001);
}

TEST_F(Render, another_state_gives_another_picture) {
    const Result result = test::make_synthetic_result();
    RenderOptions chosen = options();
    render_pictures(result, chosen);
    const test::Picture loaded = test::read_picture(folder() / "sagittal.png");
    chosen.state = 0;
    render_pictures(result, chosen);
    const test::Picture rest = test::read_picture(folder() / "sagittal.png");
    chosen.state = -2;
    render_pictures(result, chosen);
    EXPECT_EQ(rest.pixels, test::read_picture(folder() / "sagittal.png").pixels);
    std::size_t different = 0;
    for (std::size_t i = 0; i < rest.pixels.size(); ++i) different += rest.pixels[i] != loaded.pixels[i] ? 1 : 0;
    EXPECT_GT(different, rest.pixels.size() / 50);
}

TEST_F(Render, cut_bone_is_filled) {
    // The mid-sagittal cut of a hollow shell would show its far wall, darker than the flat cap that faces the viewer.
    render_pictures(test::make_synthetic_result(), options());
    const auto is_cap = [](const std::array<int, 3>& c) { return is_bone(c) && c[0] > 215 && c[2] > 180; };
    const test::Picture cut = test::read_picture(folder() / "sagittal.png");
    const test::Picture whole = test::read_picture(folder() / "column.png");
    EXPECT_GT(test::fraction(cut, is_cap, test::above_colour_bar),
              5 * test::fraction(whole, is_cap, test::above_colour_bar));
}

TEST_F(Render, works_without_bones_and_measures) {
    Result result = test::make_synthetic_result();
    result.bones.clear();
    for (ResultState& state : result.states) {
        state.bones.clear();
        state.discs.clear();
    }
    EXPECT_EQ(render_pictures(result, options()).size(), 4U);
}

TEST_F(Render, works_without_a_nucleus_mesh) {
    // A fluid cavity leaves a hole in the mesh.
    Result result = test::make_synthetic_result({.states = 1});
    for (int& part : result.mesh.part) part = part == 0 ? 4 : part;
    EXPECT_EQ(render_pictures(result, options()).size(), 4U);
}

TEST_F(Render, refuses_what_it_cannot_draw) {
    const Result result = test::make_synthetic_result({.top = Vertebra::L4, .bottom = Vertebra::L5});
    const auto message = [&](const Result& input, const RenderOptions& chosen) -> std::string {
        try {
            render_pictures(input, chosen);
        } catch (const UserError& error) {
            return error.what();
        }
        return "no error";
    };
    RenderOptions chosen = options();
    chosen.field = "temperature";
    EXPECT_THAT(message(result, chosen), HasSubstr("von_mises_MPa"));
    chosen = options();
    chosen.state = 2;
    EXPECT_THAT(message(result, chosen), HasSubstr("states 0 to 1"));
    chosen.state = -3;
    EXPECT_THAT(message(result, chosen), HasSubstr("states 0 to 1"));
    chosen = options();
    chosen.width = 100;
    EXPECT_THAT(message(result, chosen), HasSubstr("100 x 540"));
    EXPECT_THAT(message(Result{}, options()), HasSubstr("no states"));
    chosen = options();
    std::ofstream(folder() / "file") << "not a folder";
    chosen.directory = folder() / "file";
    EXPECT_THAT(message(result, chosen), HasSubstr("cannot create the folder"));
}

}  // namespace
}  // namespace spondyl
