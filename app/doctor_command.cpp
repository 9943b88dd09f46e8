// SPDX-License-Identifier: Apache-2.0
#include <dmumps_c.h>
#include <fmt/format.h>
#include <hdf5.h>
#include <omp.h>
#include <openssl/crypto.h>
#include <toml++/toml.h>
#include <vtkVersion.h>

#include <CLI/Version.hpp>
#include <Eigen/Core>
#include <cmath>
#include <nlohmann/json.hpp>
#include <thread>

#include "app/command.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "io/json_text.hpp"
#include "io/results/result_text.hpp"
#include "models/anatomy/table.hpp"
#include "models/run/run.hpp"
#include "models/tissue/tissue_set.hpp"
#include "solvers/linear_solver.hpp"

namespace spondyl::app {

namespace {

struct Finding {
    std::string name;
    std::string value;
    bool good = true;
};

std::vector<Finding> versions() {
    unsigned major = 0, minor = 0, release = 0;
    H5get_libversion(&major, &minor, &release);
    std::vector<Finding> findings = {
        {"spondyl", fmt::format("{} ({})", version(), git_hash())},
        {"compiler", fmt::format("{}, {}", compiler(), build_type())},
        {"Eigen", fmt::format("{}.{}.{}", EIGEN_WORLD_VERSION, EIGEN_MAJOR_VERSION, EIGEN_MINOR_VERSION)},
        {"HDF5", fmt::format("{}.{}.{}", major, minor, release)},
        {"VTK", vtkVersion::GetVTKVersion()},
        {"MUMPS", MUMPS_VERSION},
        {"OpenSSL", OpenSSL_version(OPENSSL_VERSION_STRING)},
        {"fmt", fmt::format("{}.{}.{}", FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100)},
        {"toml++", fmt::format("{}.{}.{}", TOML_LIB_MAJOR, TOML_LIB_MINOR, TOML_LIB_PATCH)},
        {"nlohmann-json", fmt::format("{}.{}.{}", NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                                      NLOHMANN_JSON_VERSION_PATCH)},
        {"CLI11", CLI11_VERSION},
    };
    std::string solvers;
    for (const std::string& solver : linear_solver_names()) solvers += (solvers.empty() ? "" : ", ") + solver;
    findings.push_back({"linear solvers", solvers});
    findings.push_back({"threads", fmt::format("{} used, {} in the machine", omp_get_max_threads(),
                                               std::thread::hardware_concurrency())});
    return findings;
}

// A finding fails when the check throws; the message is what the user needs.
Finding examine(const std::string& name, const std::function<std::string()>& check) {
    try {
        return {name, check()};
    } catch (const std::exception& error) {
        return {name, error.what(), false};
    }
}

std::string find_tissue_sets() {
    std::string sets;
    for (const std::string& set : tissue_set_names()) {
        load_tissue_set(set);
        sets += (sets.empty() ? "" : ", ") + set;
    }
    return sets;
}

// A complete solve from a person to a loaded segment, small enough to take a second: disc, ligaments and facets
// together must carry the applied load.
std::string solve_small_case() {
    constexpr double load = 100.0;  // N
    Scenario scenario;
    scenario.title = "self-test";
    scenario.spine.top = Vertebra::L4;
    scenario.spine.bottom = Vertebra::L5;
    scenario.spine.mesh = MeshDensity::coarse;
    LoadStep step;
    step.name = "compression";
    step.compression_N = load;
    step.top_rotation = TopRotation::fixed;
    scenario.steps.push_back(step);
    const Result result = run_scenario(scenario, {});
    if (!result.complete) throw SolveError(failure_text(result));
    const double carried = result.states.back().discs.at(0).segment_compression_N;
    if (std::abs(carried - load) > 0.01 * load) {
        throw SolveError(fmt::format("the segment carries {:.2f} N of {} N", carried, load));
    }
    return fmt::format("L4-L5 carries {:.2f} N of {} N, {:.1f} s", carried, load, result.wall_seconds);
}

int doctor(bool json) {
    std::vector<Finding> findings = versions();
    findings.push_back(examine("anatomy tables", [] { return data_directory().string(); }));
    findings.push_back(examine("tissue sets", find_tissue_sets));
    findings.push_back(examine("self-test", solve_small_case));
    bool good = true;
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    std::vector<std::vector<std::string>> rows;
    for (const Finding& finding : findings) {
        good = good && finding.good;
        object[finding.name] = finding.value;
        rows.push_back({finding.good ? "ok" : "BAD", finding.name, finding.value});
    }
    object["good"] = good;
    fmt::print("{}", json ? dump_json(object) + "\n" : text_table({"", "what", "found"}, rows, 3));
    return good ? exit_ok : exit_internal_error;
}

}  // namespace

void add_doctor_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand("doctor", "Show versions, threads and data paths, and run a self-test");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Exit codes: 0 everything works, 70 something does not (marked BAD); please send the output with a report
)");
    command->callback([&invocation] { invocation.run = [&invocation] { return doctor(invocation.json); }; });
}

}  // namespace spondyl::app
