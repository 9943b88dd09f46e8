// SPDX-License-Identifier: Apache-2.0
// The parts of a Newton iteration on the bonded disc s (19,683 degrees of freedom), and its complete solution.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <omp.h>

#include <array>
#include <chrono>
#include <limits>

#include "benchmarks/bonded_disc/bonded_disc.hpp"
#include "solvers/linear_solver.hpp"
#include "solvers/multifrontal/blas.hpp"
#include "solvers/multifrontal/tree_work.hpp"
#include "solvers/ordering.hpp"
#include "solvers/tangent_solver.hpp"

namespace {

using namespace spondyl;

struct Disc {
    Disc() {
        build_bonded_disc(mesh, system);
        state = half_loaded(system);
        assembly = system.make_assembly();
        system.evaluate(state, {.tangent = true}, assembly);
    }
    Mesh mesh = bonded_disc_mesh(bonded_disc_size("s"));
    System system;
    State state;
    Assembly assembly;
};

Disc& disc() {
    static Disc instance;
    return instance;
}

void assemble_residual(benchmark::State& state) {
    Disc& d = disc();
    for (auto _ : state) d.system.evaluate(d.state, {}, d.assembly);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(d.mesh.blocks.front().size()));
}

void assemble_tangent(benchmark::State& state) {
    Disc& d = disc();
    for (auto _ : state) d.system.evaluate(d.state, {.tangent = true}, d.assembly);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(d.mesh.blocks.front().size()));
}

// The elements alone, without assembly into equations; the difference from assemble_tangent is the assembly.
void fill_tangent_slots(benchmark::State& state) {
    Disc& d = disc();
    const Term& block = *d.system.terms().front();
    for (auto _ : state) {
        benchmark::DoNotOptimize(block.evaluate({d.system.kinematics, d.state, {.tangent = true}},
                                                d.assembly.residual_slots, d.assembly.tangent_slots));
    }
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(d.mesh.blocks.front().size()));
}

void analyse(benchmark::State& state, const char* name) {
    const auto solver = make_linear_solver(name, Symmetry::indefinite);
    for (auto _ : state) solver->analyse(disc().assembly.free);
}

void factor(benchmark::State& state, const char* name) {
    const auto solver = make_linear_solver(name, Symmetry::indefinite);
    solver->analyse(disc().assembly.free);
    double operations = 0.0;
    for (auto _ : state) operations = solver->factor(disc().assembly.free).operations;
    if (operations > 0.0) {
        state.counters["flop/s"] = benchmark::Counter(operations, benchmark::Counter::kIsIterationInvariantRate);
    }
}

void solve(benchmark::State& state, const char* name) {
    const auto solver = make_linear_solver(name, Symmetry::indefinite);
    solver->analyse(disc().assembly.free);
    solver->factor(disc().assembly.free);
    Eigen::VectorXd x = Eigen::VectorXd::Ones(disc().assembly.free.size);
    for (auto _ : state) {
        x.setOnes();
        solver->solve(std::span(x.data(), static_cast<std::size_t>(x.size())));
    }
}

double seconds(const auto& work) {
    const auto begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

// Factorisation and dgemm in alternation on one thread, so that both see the same state of the machine: ratio of their
// flop/s.
void share_of_dgemm(benchmark::State& state, const char* size, const char* name) {
    const Mesh mesh = bonded_disc_mesh(bonded_disc_size(size));
    System system;
    build_bonded_disc(mesh, system);
    Assembly assembly = system.make_assembly();
    system.evaluate(system.kinematics.rest(), {.tangent = true}, assembly);
    const int threads = omp_get_max_threads();
    omp_set_num_threads(1);
    const auto solver = make_linear_solver(name, Symmetry::indefinite);
    solver->analyse(assembly.free);
    solver->factor(assembly.free);
    constexpr int n = 1024;
    const std::vector<double> a(static_cast<std::size_t>(n) * n, 0.5);
    std::vector<double> c(a.size(), 0.0);
    double factoring = std::numeric_limits<double>::infinity();
    double multiplying = factoring;
    double operations = 0.0;
    for (auto _ : state) {
        constexpr double one = 1.0;
        constexpr double zero = 0.0;
        factoring = std::min(factoring, seconds([&] { operations = solver->factor(assembly.free).operations; }));
        multiplying = std::min(multiplying, seconds([&] {
                                   dgemm_("N", "N", &n, &n, &n, &one, a.data(), &n, a.data(), &n, &zero, c.data(), &n);
                               }));
    }
    omp_set_num_threads(threads);
    state.counters["unknowns"] = assembly.free.size;
    state.counters["share"] = operations / factoring * multiplying / (2.0 * n * n * n);
}

// One thread and two in alternation: a ratio of 2 would be perfect; 1 or less if the machine has no idle second core.
void factor_speed_up(benchmark::State& state, const char* size) {
    const Mesh mesh = bonded_disc_mesh(bonded_disc_size(size));
    System system;
    build_bonded_disc(mesh, system);
    Assembly assembly = system.make_assembly();
    system.evaluate(system.kinematics.rest(), {.tangent = true}, assembly);
    const multifrontal::TreeWork work =
        tree_work(multifrontal::analyse(assembly.free, nested_dissection(assembly.free)));
    const auto solver = make_multifrontal(Symmetry::indefinite);
    solver->analyse(assembly.free);
    const int threads = omp_get_max_threads();
    std::array<double, 2> best = {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
    for (auto _ : state) {
        for (const int t : {1, 2}) {
            omp_set_num_threads(t);
            best[t - 1] = std::min(best[t - 1], seconds([&] { solver->factor(assembly.free); }));
        }
    }
    omp_set_num_threads(threads);
    state.counters["measured_2"] = best[0] / best[1];
    // From operation counts: a lower bound of the speed-up of any machine with that many cores.
    for (const int t : {2, 16}) state.counters[fmt::format("counted_{}", t)] = work.speed_up(t);
    state.counters["total_over_longest"] = work.total / work.longest;
}

// The product that each Krylov iteration needs besides a solve; 12 bytes per stored entry.
void multiply_tangent(benchmark::State& state) {
    const SymmetricMatrix& m = disc().assembly.free;
    const Eigen::VectorXd x = Eigen::VectorXd::Ones(m.size);
    Eigen::VectorXd y(m.size);
    for (auto _ : state) {
        multiply(m, x, y);
        benchmark::DoNotOptimize(y.data());
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(m.value.size()) * 12);
}

void whole_disc(benchmark::State& state) {
    BondedDiscRun run;
    for (auto _ : state) run = run_bonded_disc(bonded_disc_size("s"), {});
    state.counters["iterations"] = run.iterations;
    state.counters["factorisations"] = run.factorisations;
    state.counters["krylov"] = run.krylov_iterations;
}

BENCHMARK(assemble_residual)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(assemble_tangent)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(fill_tangent_slots)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(analyse, multifrontal, "multifrontal")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(factor, multifrontal, "multifrontal")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(solve, multifrontal, "multifrontal")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(share_of_dgemm, multifrontal_s, "s", "multifrontal")->Iterations(5);
BENCHMARK_CAPTURE(share_of_dgemm, mumps_s, "s", "mumps")->Iterations(5);
BENCHMARK_CAPTURE(share_of_dgemm, multifrontal_m, "m", "multifrontal")->Iterations(3);
BENCHMARK_CAPTURE(share_of_dgemm, mumps_m, "m", "mumps")->Iterations(3);
BENCHMARK_CAPTURE(factor_speed_up, s, "s")->Iterations(5);
BENCHMARK_CAPTURE(factor_speed_up, m, "m")->Iterations(3);
BENCHMARK_CAPTURE(analyse, mumps, "mumps")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(factor, mumps, "mumps")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK_CAPTURE(factor, eigen, "eigen")->Unit(benchmark::kMillisecond)->UseRealTime()->Iterations(1);
BENCHMARK_CAPTURE(solve, mumps, "mumps")->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(multiply_tangent)->Unit(benchmark::kMillisecond)->UseRealTime();
BENCHMARK(whole_disc)->Unit(benchmark::kSecond)->UseRealTime()->Iterations(1);

}  // namespace
