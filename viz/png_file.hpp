// SPDX-License-Identifier: Apache-2.0
// Pictures as files. Internal to viz/.
#pragma once

#include <vtkImageData.h>

#include <filesystem>
#include <string>
#include <vector>

namespace spondyl::viz {

// run_id: of the result that is shown, stored as the text "run_id" in the file; none if empty. UserError if the file
// cannot be written; an existing file is then left unchanged.
void write_png(vtkImageData& picture, const std::filesystem::path& file, const std::string& run_id = {});

// The same as bytes, for pictures inside of a page.
std::vector<unsigned char> png_bytes(vtkImageData& picture);

}  // namespace spondyl::viz
