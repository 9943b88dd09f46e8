// SPDX-License-Identifier: Apache-2.0
// Bones of the tables as files of surfaces, straight and distorted, for tests of a person's own bones.
#pragma once

#include <filesystem>
#include <functional>
#include <string>

#include "models/geometry/spine_mesh.hpp"
#include "models/scenario/scenario.hpp"

namespace spondyl::test {

// A folder for one test, emptied at its beginning.
std::filesystem::path empty_folder(const std::string& name);

// Format by the extension of the file; STL and PLY in their binary forms, `text`: in their text forms.
void write_surface(const Surface& surface, const std::filesystem::path& file, bool text = false);

using Change = std::function<void(Vertebra, Surface&)>;

// Writes the bones of `mesh` from `top` to `bottom`, changed, and returns a person with those as own bones.
Person with_own_bones(Person person, const SpineMesh& mesh, Vertebra top, Vertebra bottom,
                      const std::filesystem::path& folder, const Change& change, const std::string& ending = ".stl");

}  // namespace spondyl::test
