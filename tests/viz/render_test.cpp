#include "viz/render.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "tests/viz/synthetic_result.hpp"
TEST(render, x) {
    spondyl::render_pictures(spondyl::test::make_synthetic_result({}), {.directory = "/tmp/viz_out"});
}
