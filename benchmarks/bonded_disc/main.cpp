// SPDX-License-Identifier: Apache-2.0
// Runs the bonded disc of one size and checks it against the established code.
//   bonded_disc s|m|l [element [max_krylov [krylov_tolerance]]]
#include <fmt/format.h>
#include <omp.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "benchmarks/bonded_disc/bonded_disc.hpp"
#include "solvers/blas_kernels.hpp"
#include "solvers/thread_counts.hpp"

int main(int argc, char** argv) {
    using namespace spondyl;
    choose_blas_kernels(argv);
    const ThreadCounts threads(omp_get_max_threads());
    const BondedDiscSize size = bonded_disc_size(argc > 1 ? argv[1] : "s");
    const std::string element = argc > 2 ? argv[2] : "hex8";
    const auto kind =
        std::ranges::find_if(cell_kinds, [&](const CellKind& k) { return k.dimension == 3 && k.name == element; });
    if (kind == cell_kinds.end()) {
        fmt::print(stderr, "'{}' is no solid element\n", element);
        return 2;
    }
    NewtonOptions options;
    if (argc > 3) options.tangent.max_krylov = std::atoi(argv[3]);
    if (argc > 4) options.tangent.krylov_tolerance = std::atof(argv[4]);
    const BondedDiscRun run = run_bonded_disc(size, options, kind->type);
    fmt::print(
        "bonded disc {} of {}: {} unknowns, {} increments, {} iterations, {} factorisations, {} Krylov iterations\n",
        size.name, element, run.unknowns, run.increments, run.iterations, run.factorisations, run.krylov_iterations);
    fmt::print("  wall {:.2f} s, top reaction {:.2f} N, moment {:.1f} N mm\n", run.seconds, run.force, run.moment);
    if (size.reference_force == 0.0) return 0;
    const double force_error = run.force / size.reference_force - 1.0;
    const double moment_error = run.moment / size.reference_moment - 1.0;
    fmt::print("  against the reference: force {:+.3f} %, moment {:+.3f} % (hex8: allowed 0.5 %)\n",
               100.0 * force_error, 100.0 * moment_error);
    if (kind->type != Hex8::type) return 0;  // the reference is that of this mesh
    return std::abs(force_error) < 0.005 && std::abs(moment_error) < 0.005 ? 0 : 1;
}
