// SPDX-License-Identifier: Apache-2.0
#include "solvers/linear_solver.hpp"

#include <fmt/ranges.h>

#include "core/error.hpp"

namespace spondyl {

std::vector<std::string> linear_solver_names() {
    return {"multifrontal", "mumps", "eigen"};
}

std::unique_ptr<LinearSolver> make_linear_solver(const std::string& name, Symmetry symmetry) {
    if (name == "multifrontal") return make_multifrontal(symmetry);
    if (name == "mumps") return make_mumps(symmetry);
    if (name == "eigen") return make_eigen(symmetry);
    throw UserError(
        fmt::format("unknown linear solver '{}': choose one of {}", name, fmt::join(linear_solver_names(), ", ")));
}

}  // namespace spondyl
