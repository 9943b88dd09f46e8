// SPDX-License-Identifier: Apache-2.0
#include "studies/case_runner.hpp"

#include <fmt/format.h>

#include <csignal>
#include <cstring>
#include <fstream>
#include <iterator>

#include "core/error.hpp"
#include "io/results/result_file.hpp"
#include "io/results/result_tables.hpp"
#include "io/scenario/scenario_file.hpp"
#include "studies/child_processes.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

// Exit codes of `spondyl run`.
constexpr int exit_user_error = 2;
constexpr int exit_solve_failed = 3;
constexpr int killed = 128;  // + signal

fs::path log_of(const CaseRequest& one) {
    return fs::path(one.folder) += ".log";
}

std::string read_log(const fs::path& path) {
    std::ifstream stream(path);
    std::string text((std::istreambuf_iterator<char>(stream)), {});
    text.erase(text.find_last_not_of(" \n") + 1);
    return text;
}

ChildCommand command_of(const CaseRequest& one, const fs::path& program) {
    ChildCommand command{
        {program.string(), "run", one.scenario.string(), "-o", one.folder.string(), "--threads", "1", "--quiet"},
        log_of(one)};
    if (one.measures_only) command.arguments.emplace_back("--measures-only");
    return command;
}

bool asked_to_end(int code) {
    return code == killed + SIGINT || code == killed + SIGTERM || code == killed + SIGHUP;
}

CaseOutcome outcome_of(int code) {
    switch (code) {
        case 0:
            return CaseOutcome::solved;
        case exit_solve_failed:
            return CaseOutcome::no_equilibrium;
        case exit_user_error:
            return CaseOutcome::refused;
        default:
            return CaseOutcome::broken;
    }
}

std::string reason_of(int code, const std::string& log) {
    if (code <= killed) return log;
    const std::string signal = fmt::format("ended by signal {} ({})", code - killed, strsignal(code - killed));
    return log.empty() ? signal : signal + "\n" + log;
}

CaseEnd end_of(const CaseRequest& one, std::size_t index, int code) {
    CaseEnd end{.index = index, .outcome = outcome_of(code), .code = code, .result = {}, .reason = {}};
    const fs::path file = one.folder / result_file_name;
    // A result without equilibrium is more informative than the terminal output; a run that ended early may have left
    // none.
    const bool has_result =
        end.outcome == CaseOutcome::solved || (end.outcome == CaseOutcome::no_equilibrium && fs::exists(file));
    if (has_result) {
        end.result = read_results(file);
    } else {
        end.reason = reason_of(code, read_log(log_of(one)));
    }
    return end;
}

}  // namespace

void write_case(const Scenario& scenario, const fs::path& file) {
    std::ofstream stream(file);
    if (!(stream << canonical_toml(scenario)).flush()) throw UserError(fmt::format("cannot write {}", file.string()));
}

void run_cases(const std::vector<CaseRequest>& cases, const CaseRunOptions& options,
               const std::function<void(CaseEnd end)>& ended) {
    std::vector<ChildCommand> commands;
    commands.reserve(cases.size());
    for (const CaseRequest& one : cases) commands.push_back(command_of(one, options.program));
    run_children(commands, options.jobs, [&](const ChildEnd& child) {
        if (asked_to_end(child.code)) throw Interrupted(child.code - killed);
        const CaseRequest& one = cases[child.command];
        ended(end_of(one, child.command, child.code));
        if (options.keep_results) return;
        std::error_code ignored;
        fs::remove_all(one.folder, ignored);
        fs::remove(log_of(one), ignored);
    });
}

}  // namespace spondyl
