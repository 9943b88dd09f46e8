// SPDX-License-Identifier: Apache-2.0
// What the subcommands share. Each subcommand is one file with one function that adds it to the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>

namespace spondyl::app {

// Exit codes, the same for every subcommand.
inline constexpr int exit_ok = 0;
inline constexpr int exit_expectation_failed = 1;  // run --strict, validate, lint, sweep collect
inline constexpr int exit_user_error = 2;
inline constexpr int exit_solve_failed = 3;
inline constexpr int exit_internal_error = 70;

// Options of the command line; filled by the subcommand that was called.
struct Invocation {
    std::function<int()> run;
    bool json = false;  // print one JSON object on stdout and nothing else there
};

void add_new_command(CLI::App& app, Invocation& invocation);
void add_run_command(CLI::App& app, Invocation& invocation);
void add_check_command(CLI::App& app, Invocation& invocation);
void add_mesh_command(CLI::App& app, Invocation& invocation);
void add_export_command(CLI::App& app, Invocation& invocation);
void add_render_command(CLI::App& app, Invocation& invocation);
void add_info_command(CLI::App& app, Invocation& invocation);
void add_validate_command(CLI::App& app, Invocation& invocation);
void add_compare_command(CLI::App& app, Invocation& invocation);
void add_sweep_command(CLI::App& app, Invocation& invocation);
void add_calibrate_command(CLI::App& app, Invocation& invocation);
void add_lint_command(CLI::App& app, Invocation& invocation);
void add_list_command(CLI::App& app, Invocation& invocation);
void add_schema_command(CLI::App& app, Invocation& invocation);
void add_cache_command(CLI::App& app, Invocation& invocation);
void add_doctor_command(CLI::App& app, Invocation& invocation);

// The whole program: parses the arguments, runs the subcommand, turns exceptions into messages and exit codes.
int run_command_line(int argc, const char* const* argv);

}  // namespace spondyl::app
