// SPDX-License-Identifier: Apache-2.0
// Identity of the program as far as it determines numerical results: the same identity gives bit-identical numbers.
#pragma once

#include <optional>
#include <string>

namespace spondyl {

// A text of the build identifiers (ELF note NT_GNU_BUILD_ID) of the program and of every library it has loaded, of the
// processor, and of the kernels that BLAS selected for it. none where a file has no identifier, so that the program
// cannot be identified.
std::optional<std::string> program_identity();

}  // namespace spondyl
