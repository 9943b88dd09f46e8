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

// Pixels of the picture where blue stands out (the model's curve) and where red does (the first source).
struct Coloured {
    int blue = 0;
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
}

}  // namespace

}  // namespace spondyl::viz
