// SPDX-License-Identifier: Apache-2.0
// The extension spondyl._core: takes scenarios as text, returns results. Convenience functions are written in Python,
// in python/spondyl.
#pragma once

#include <pybind11/pybind11.h>

namespace spondyl::python {

void bind_scenario(pybind11::module_& module);
void bind_result(pybind11::module_& module);
void bind_run(pybind11::module_& module);

}  // namespace spondyl::python
