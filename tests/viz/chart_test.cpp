// SPDX-License-Identifier: Apache-2.0
#include "viz/chart.hpp"

#include <gtest/gtest.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <filesystem>

#include "tests/viz/temporary_folder.hpp"

namespace spondyl::viz {

namespace {

// Pixels of the picture where blue stands out (curves of the model), the light ones among them (curves before the
// last), and where red does (the first source).
struct Coloured {
    int blue = 0;
    int light = 0;
    int red = 0;
};
Coloured coloured_in(const std::filesystem::path& file) {
    vtkNew<vtkPNGReader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    vtkImageData* picture = reader->GetOutput();
    const int* size = picture->GetDimensions();
    Coloured found;
    for (int y = 0; y < size[1] / 2; ++y) {  // below the legend
        for (int x = 0; x < size[0]; ++x) {
            const auto* pixel = static_cast<unsigned char*>(picture->GetScalarPointer(x, y, 0));
            if (pixel[2] > pixel[0] + 60) ++found.blue;
            if (pixel[2] > pixel[0] + 60 && pixel[0] > 120) ++found.light;
            if (pixel[0] > pixel[2] + 60) ++found.red;
        }
    }
    return found;
}

TEST(Chart, shows_the_curve_and_the_band) {
    const test::TemporaryFolder folder;
    Chart chart{"both", "Both", "load", "deg", {{"model", {0.0, 1.0, 2.0}, {0.0, 1.0, 1.5}}}, {}};
    chart.published.push_back({"Somebody 1999", 2.0, 1.0, 0.5, 1.5});
    Chart without = chart;
    without.name = "curve";
    without.published.clear();
    write_charts({chart, without}, folder.path());
    const Coloured both = coloured_in(folder.path() / "both.png"), curve = coloured_in(folder.path() / "curve.png");
    EXPECT_GT(both.blue, 200);
    EXPECT_GT(both.red, 100);
    EXPECT_GT(curve.blue, 200);
    EXPECT_EQ(curve.red, 0);
    EXPECT_EQ(curve.light, 0);
}

TEST(Chart, shows_the_curves_before_the_last_lighter_and_a_single_point_as_a_mark) {
    const test::TemporaryFolder folder;
    const Chart chart{"fit",
                      "Fit",
                      "load",
                      "deg",
                      {{"start", {0.0, 1.0, 2.0}, {0.0, 1.0, 1.5}}, {"fitted", {0.0, 1.0, 2.0}, {0.0, 0.5, 0.7}}},
                      {}};
    Chart points = chart;
    points.name = "points";
    points.curves = {{"start", {1.0}, {0.5}}, {"fitted", {2.0}, {0.5}}};
    points.published.push_back({"Somebody 1999", 2.0, 1.0, 0.5, 1.5});
    write_charts({chart, points}, folder.path());
    const Coloured curves = coloured_in(folder.path() / "fit.png"), marks = coloured_in(folder.path() / "points.png");
    EXPECT_GT(curves.light, 100);
    EXPECT_GT(curves.blue - curves.light, 100);
    EXPECT_GT(marks.light, 20);
    EXPECT_GT(marks.blue - marks.light, 20);
}

}  // namespace

}  // namespace spondyl::viz
