// SPDX-License-Identifier: Apache-2.0
// Presses one disc and prints the pressure of its nucleus: the example of docs/library.md.
#include <cstdio>
#include <exception>
#include <spondyl/core/version.hpp>
#include <spondyl/io/scenario/scenario_file.hpp>
#include <spondyl/models/anatomy/use_data_directory.hpp>
#include <spondyl/models/run/run.hpp>

int main() try {
    spondyl::use_data_directory(SPONDYL_TABLES);

    spondyl::Scenario scenario = spondyl::load_scenario_text(R"(
        title = "A disc between two vertebrae"
        [spine]
        top = "L4"
        bottom = "L5"
        mesh = "coarse"
        [[step]]
        name = "press"
        compression_N = 100
        top_rotation = "fixed"
    )",
                                                             "press_disc.toml");
    scenario.steps.front().compression_N = 300;

    spondyl::RunOptions options;
    options.threads = 1;
    int iterations = 0;
    options.progress = [&](const spondyl::Progress&) { ++iterations; };
    const spondyl::Result result = spondyl::run_scenario(scenario, options);
    if (!result.complete) {
        std::fprintf(stderr, "%s\n", result.failure.c_str());
        return 3;
    }
    const spondyl::DiscMeasures& disc = result.states.back().discs.front();
    std::printf("spondyl %s: %.4f MPa in the nucleus, %d iterations\n", std::string(spondyl::version()).c_str(),
                disc.nucleus_pressure_MPa, iterations);
    return disc.nucleus_pressure_MPa > 0.0 && iterations > 0 ? 0 : 1;
} catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
}
