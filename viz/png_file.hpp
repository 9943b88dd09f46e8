// SPDX-License-Identifier: Apache-2.0
// Pictures as files. Internal to viz/.
#pragma once

#include <vtkImageData.h>

#include <filesystem>

namespace spondyl::viz {

// UserError where the file cannot be written; what stood there stays then.
void write_png(vtkImageData& picture, const std::filesystem::path& file);

}  // namespace spondyl::viz
