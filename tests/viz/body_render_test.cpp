// SPDX-License-Identifier: Apache-2.0
// What body.png shows of a task, asked of its pixels.
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/viz/picture.hpp"
#include "tests/viz/synthetic_result.hpp"
#include "tests/viz/temporary_folder.hpp"
#include "viz/render.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;

// Deep purple: the upper end of the activation scale.
bool is_active(const test::Rgb& c) {
    return c[2] > c[1] + 25 && c[2] > 40 && c[1] < 70 && c[0] < 130;
}
// Orange: little activation, and the load.
bool is_orange(const test::Rgb& c) {
    return c[0] > c[1] + 20 && c[1] > c[2] + 20 && c[0] - c[2] > 70;
}
bool is_force(const test::Rgb& c) {
    return c[0] < 60 && c[2] > 130 && c[1] > 60 && c[1] < 110;
}
bool is_warning(const test::Rgb& c) {
    return c[0] > 150 && c[1] < 60 && c[2] < 60;
}

class BodyRender : public ::testing::Test {
  protected:
    static void SetUpTestSuite() { unsetenv("DISPLAY"); }

    test::Picture draw(const Result& result) {
        files_ = render_pictures(result, {.directory = folder_.path(), .width = 960, .height = 540});
        return test::read_picture(folder_.path() / "body.png");
    }
    [[nodiscard]] const fs::path& folder() const { return folder_.path(); }
    std::vector<fs::path> files_;

  private:
    test::TemporaryFolder folder_;
};

void activate(Result& result, double activation) {
    for (MuscleState& muscle : result.states.back().muscles) muscle.activation = activation;
}

TEST_F(BodyRender, belongs_to_tasks_alone) {
    Result result = test::make_synthetic_result({.task = true});
    draw(result);
    ASSERT_EQ(files_.size(), 5U);
    EXPECT_EQ(files_.back().filename(), "body.png");

    const test::TemporaryFolder other;
    EXPECT_EQ(render_pictures(result, {.directory = other.path(), .state = 0, .width = 960, .height = 540}).size(), 4U)
        << "the state at rest is none";
    EXPECT_FALSE(fs::exists(other.path() / "body.png"));
}

TEST_F(BodyRender, colours_follow_activation) {
    Result result = test::make_synthetic_result({.task = true});
    result.states.back().external.clear();
    activate(result, 0.95);
    const test::Picture active = draw(result);
    activate(result, 0.0);
    const test::Picture resting = draw(result);
    activate(result, 0.15);
    const test::Picture little = draw(result);
    EXPECT_GT(test::fraction(active, is_active, test::above_colour_bar), 0.01);
    EXPECT_LT(test::fraction(active, is_orange, test::above_colour_bar), 0.0005);
    EXPECT_LT(test::fraction(resting, is_active, test::above_colour_bar), 0.0005);
    EXPECT_LT(test::fraction(resting, is_orange, test::above_colour_bar), 0.0005) << "grey";
    EXPECT_GT(test::fraction(little, is_orange, test::above_colour_bar), 0.01);
}

TEST_F(BodyRender, shows_the_load_and_its_force) {
    Result result = test::make_synthetic_result({.task = true});
    activate(result, 0.95);
    const test::Picture with = draw(result);
    result.states.back().external.clear();
    const test::Picture without = draw(result);
    EXPECT_GT(test::fraction(with, is_orange, test::above_colour_bar), 0.005);
    EXPECT_GT(test::fraction(with, is_force, test::above_colour_bar), 0.0003);
    EXPECT_LT(test::fraction(without, is_orange, test::above_colour_bar), 0.0005);
    EXPECT_EQ(test::fraction(without, is_force, test::above_colour_bar), 0.0);
}

TEST_F(BodyRender, says_plainly_when_a_task_is_infeasible) {
    Result result = test::make_synthetic_result({.task = true});
    EXPECT_EQ(test::fraction(draw(result), is_warning), 0.0);
    result.verdicts = {{.task = "another", .kind = VerdictKind::too_weak, .needed_scale = 2.0},
                       {.task = "lift", .kind = VerdictKind::too_weak, .needed_scale = 1.3}};
    EXPECT_GT(test::fraction(draw(result), is_warning), 0.0005);
}

TEST_F(BodyRender, overview_shows_the_body_of_a_task) {
    Result result = test::make_synthetic_result({.task = true});
    activate(result, 0.0);
    draw(result);
    const test::Picture with = test::read_picture(folder() / "overview.png");
    result.states.back().task.reset();
    render_pictures(result, {.directory = folder(), .width = 960, .height = 540});
    const test::Picture without = test::read_picture(folder() / "overview.png");
    // The body fills a third of the page, its muscles a hundredth of that.
    EXPECT_GT(test::fraction(with, is_orange, test::above_colour_bar), 0.0033);
    EXPECT_LT(test::fraction(without, is_orange, test::above_colour_bar), 0.0005);
}

TEST_F(BodyRender, draws_what_a_version_without_the_scenario_left) {
    Result result = test::make_synthetic_result({.task = true});
    result.canonical_scenario = "no_such_key = 1";
    const test::Picture picture = draw(result);
    EXPECT_GT(test::fraction(picture, is_active, test::above_colour_bar), 0.001);
    EXPECT_GT(test::fraction(picture, is_force, test::above_colour_bar), 0.0003);
}

}  // namespace
}  // namespace spondyl
