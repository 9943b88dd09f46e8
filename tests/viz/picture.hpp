// SPDX-License-Identifier: Apache-2.0
// Pixels of a written picture, for tests of its contents.
#pragma once

#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <vector>

namespace spondyl::test {

using Rgb = std::array<int, 3>;

struct Picture {
    int width = 0;
    int height = 0;
    std::vector<Rgb> pixels;  // rows from the bottom of the picture upwards
};

inline Picture read_picture(const std::filesystem::path& file) {
    vtkNew<vtkPNGReader> reader;
    reader->SetFileName(file.c_str());
    reader->Update();
    vtkImageData& image = *reader->GetOutput();
    Picture picture{image.GetDimensions()[0], image.GetDimensions()[1], {}};
    const auto* data = static_cast<const unsigned char*>(image.GetScalarPointer());
    for (int i = 0; i < picture.width * picture.height; ++i) {
        picture.pixels.push_back({data[3 * i], data[3 * i + 1], data[3 * i + 2]});
    }
    return picture;
}

inline bool is_teal(const Rgb& c) {
    return c[1] > c[0] + 30 && c[2] > c[0] + 20;
}
inline bool is_purple(const Rgb& c) {
    return c[2] > c[1] + 25 && c[0] > c[1] + 15;
}

template <class Test>
double fraction(const Picture& picture, Test&& test, double from_height = 0.0) {
    const auto first = picture.pixels.begin() + static_cast<long>(from_height * picture.height) * picture.width;
    return static_cast<double>(std::count_if(first, picture.pixels.end(), test)) /
           static_cast<double>(picture.pixels.end() - first);
}

inline constexpr double above_colour_bar = 0.2;

}  // namespace spondyl::test
