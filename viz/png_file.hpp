// SPDX-License-Identifier: Apache-2.0
// Pictures as files. Internal to viz/.
#pragma once

#include <vtkImageData.h>

#include <filesystem>
#include <string>
#include <vector>

namespace spondyl::viz {

// run_id: of the result that is shown, kept as the text "run_id" in the file; none if empty. UserError where the file
// cannot be written; what stood there stays then.
void write_png(vtkImageData& picture, const std::filesystem::path& file, const std::string& run_id = {});

// The same as bytes, for pictures inside of a page.
std::vector<unsigned char> png_bytes(vtkImageData& picture);

}  // namespace spondyl::viz
