// SPDX-License-Identifier: Apache-2.0
// Which numbers this process computes: the same identity, the same bits.
#pragma once

#include <optional>
#include <string>

namespace spondyl {

// A text of the build identifiers (ELF note NT_GNU_BUILD_ID) of the program and of every library it has loaded, of the
// processor, and of the kernels that BLAS picked for it. none where a file has no identifier: which program this is
// cannot be told.
std::optional<std::string> program_identity();

}  // namespace spondyl
