// SPDX-License-Identifier: Apache-2.0
// A State in a group of an HDF5 file. docs/reference/results.md has the layout.
#pragma once

#include <optional>
#include <string>

#include "core/system/state.hpp"
#include "io/results/hdf5.hpp"

namespace spondyl {

void write_state(hdf5::Group group, const State& state);
// check_state decides whether it fits a model.
State read_state(const hdf5::Group& group);
// none if there is no such group.
std::optional<State> read_optional_state(const hdf5::Group& group, const std::string& name);

}  // namespace spondyl
