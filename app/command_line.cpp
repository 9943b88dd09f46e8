// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <exception>
#include <sstream>

#include "app/command.hpp"
#include "app/failure.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "io/scenario/diagnostics.hpp"
#include "studies/child_processes.hpp"

namespace spondyl::app {

namespace {

constexpr const char* footer = R"(
Examples:
  spondyl check my.toml                 find mistakes in a scenario without running it
  spondyl run my.toml -o results/my     solve it; the table of the discs goes to the terminal
  spondyl render results/my             pictures
  spondyl export results/my             .vtu and .pvd files for ParaView
  spondyl validate --select disc_only   compare the model with published measurements
  spondyl compare my.toml squat         what a prevention strategy changes
  spondyl sweep plan study.toml         many cases, on one machine or many
  spondyl calibrate target.csv          a tissue set fitted to measurements of your own
  spondyl list                          names that a scenario may use
  spondyl schema > scenario.md          every key a scenario may hold

spondyl help COMMAND, or spondyl COMMAND --help, describes a command.

Exit codes:
  0   done
  1   run --strict: an expected value does not agree; validate: a row lies outside its band;
      sweep collect: cases are missing; calibrate: rows are not fitted
  2   a mistake in the input or the arguments; the message says where and what is allowed
  3   the solve found no equilibrium, and earlier states were kept; or there was not enough memory;
      the message says what to try
  70  a bug in spondyl; please report the message

The model compares mechanical loads. It is not a medical device.
)";

// The message for a word that is no command, or nothing: CLI11 would only say that some subcommand is required.
std::string unknown_command(const CLI::App& app, std::string_view word) {
    std::vector<std::string> names;
    for (const CLI::App* command : app.get_subcommands({})) names.push_back(command->get_name());
    if (word.starts_with('-') || std::find(names.begin(), names.end(), word) != names.end()) return {};
    const std::vector<std::string_view> views(names.begin(), names.end());
    const std::string_view guess = nearest(word, views);
    return fmt::format("there is no command \"{}\"; {}commands: {}", word,
                       guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess), fmt::join(names, ", "));
}

int run_words(int argc, const char* const* argv) {
    Invocation invocation;
    CLI::App app("Spondyl: finite-element biomechanics of the lumbar spine.", "spondyl");
    app.set_version_flag("--version", fmt::format("spondyl {} ({})", version(), git_hash()));
    app.require_subcommand(1);
    app.footer(footer);
    add_new_command(app, invocation);
    add_run_command(app, invocation);
    add_check_command(app, invocation);
    add_mesh_command(app, invocation);
    add_export_command(app, invocation);
    add_render_command(app, invocation);
    add_info_command(app, invocation);
    add_validate_command(app, invocation);
    add_compare_command(app, invocation);
    add_sweep_command(app, invocation);
    add_calibrate_command(app, invocation);
    add_lint_command(app, invocation);
    add_list_command(app, invocation);
    add_schema_command(app, invocation);
    add_cache_command(app, invocation);
    add_doctor_command(app, invocation);
    if (const std::string message = argc > 1 ? unknown_command(app, argv[1]) : ""; !message.empty()) {
        return report_error(exit_user_error, message, invocation.json);
    }
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        std::ostringstream out, err;
        const int code = app.exit(error, out, err) == 0 ? exit_ok : exit_user_error;  // 0: --help and --version
        say_lines(out.str());
        say_lines(stderr, err.str());
        return code;
    } catch (...) {
        return report_failure(std::current_exception(), invocation.json);
    }
    try {
        const int code = invocation.run();
        if (std::fflush(stdout) != 0) throw UserError("cannot write to the standard output");
        return code;
    } catch (const Interrupted& interrupted) {
        fmt::print(stderr, "{}\n", interrupted.what());
        // As if the signal had not been caught, so that the parent process sees that it was one.
        std::signal(interrupted.signal(), SIG_DFL);
        std::raise(interrupted.signal());
        return exit_internal_error;
    } catch (...) {
        return report_failure(std::current_exception(), invocation.json);
    }
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
    std::vector<const char*> words(argv, argv + argc);
    // "help run" is "run --help".
    if (argc > 1 && std::string_view(words[1]) == "help") {
        words.erase(words.begin() + 1);
        words.push_back("--help");
    }
    return run_words(static_cast<int>(words.size()), words.data());
}

}  // namespace spondyl::app
