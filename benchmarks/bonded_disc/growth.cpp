// SPDX-License-Identifier: Apache-2.0
// What one large mesh costs: one line of CSV for the bonded disc with N cells along the side of its core.
//   bonded_disc_growth N [linear solver]
// Seconds of a first evaluation with its tangent, of analysis, factorisation and one solve, relative residual of the
// solve, and the largest memory that the process held so far. One size a process, so that the memory is its own.
#include <fmt/format.h>
#include <omp.h>
#include <sys/resource.h>

#include <chrono>
#include <cmath>
#include <string>

#include "benchmarks/bonded_disc/bonded_disc.hpp"
#include "core/error.hpp"
#include "solvers/blas_kernels.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/thread_counts.hpp"

namespace {

using namespace spondyl;

double seconds(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

double peak_gigabytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024.0 / 1e9;
}

void measure(int core, const std::string& name) {
    const Mesh mesh = bonded_disc_mesh(scaled_bonded_disc(core));
    System system;
    build_bonded_disc(mesh, system);
    Assembly assembly = system.make_assembly();
    // The tangent of a state under load, as in a solution; that at rest is positive definite.
    const State state = half_loaded(system);
    const double evaluation = seconds([&] { system.evaluate(state, {.tangent = true}, assembly); });
    const double before = peak_gigabytes();
    const auto solver = make_linear_solver(name, Symmetry::indefinite);
    const double analysis = seconds([&] { solver->analyse(assembly.free); });
    double operations = 0.0;
    const double factorisation = seconds([&] { operations = solver->factor(assembly.free).operations; });
    const Eigen::VectorXd right = Eigen::VectorXd::Ones(assembly.free.size);
    Eigen::VectorXd x = right;
    const double solution = seconds([&] { solver->solve(std::span(x.data(), static_cast<std::size_t>(x.size()))); });
    Eigen::VectorXd product(assembly.free.size);
    multiply(assembly.free, x, product);
    fmt::print("{},{},{},{:.3f},{:.3f},{:.3f},{:.4f},{:.4g},{:.2e},{:.3f},{:.3f}\n", name, assembly.free.size,
               omp_get_max_threads(), evaluation, analysis, factorisation, solution, operations,
               (product - right).norm() / right.norm(), before, peak_gigabytes());
}

}  // namespace

int main(int argc, char** argv) {
    choose_blas_kernels(argv);
    const ThreadCounts threads(omp_get_max_threads());
    if (argc == 1) {
        fmt::print(
            "solver,unknowns,threads,evaluation_s,analysis_s,factorisation_s,solve_s,operations,residual,"
            "peak_before_GB,peak_GB\n");
        return 0;
    }
    try {
        measure(std::stoi(argv[1]), argc > 2 ? argv[2] : "multifrontal");
    } catch (const std::exception& error) {
        fmt::print(stderr, "{}\n", error.what());
        return 1;
    }
    return 0;
}
