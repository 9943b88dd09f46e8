// SPDX-License-Identifier: Apache-2.0
#include "app/failure.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdio>
#include <filesystem>
#include <new>
#include <stdexcept>
#include <system_error>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/version.hpp"
#include "io/json_text.hpp"

namespace spondyl::app {

namespace {

constexpr const char* what_to_try =
    "Try a coarser mesh (mesh in [spine]), fewer outputs or steps in one run, fewer jobs at a time, or a machine with "
    "more memory.";

std::string out_of_memory() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return fmt::format("Not enough memory: {} MiB were in use when the system refused more. {}", usage.ru_maxrss / 1024,
                       what_to_try);  // in KiB
}

int report(const std::exception_ptr& failure, bool json) {
    try {
        std::rethrow_exception(failure);
    } catch (const UserError& error) {
        return report_error(exit_user_error, error.what(), json);
    } catch (const SolveError& error) {
        return report_error(exit_solve_failed, error.what(), json);
    } catch (const std::filesystem::filesystem_error& error) {
        return report_error(exit_user_error, fmt::format("{}: {}", error.path1().string(), error.code().message()),
                            json);
    } catch (const std::system_error& error) {  // a full disc behind the standard output, no more threads
        return report_error(exit_user_error, fmt::format("the operating system reported: {}", error.what()), json);
    } catch (const std::bad_alloc&) {
        return report_error(exit_solve_failed, out_of_memory(), json);
    } catch (const std::length_error&) {  // more elements than an address can count
        return report_error(exit_solve_failed, out_of_memory(), json);
    } catch (const std::exception& error) {
        return report_error(
            exit_internal_error,
            fmt::format("This is a bug in spondyl {} ({}), please report it: {}", version(), git_hash(), error.what()),
            json);
    }
}

}  // namespace

int report_failure(const std::exception_ptr& failure, bool json) noexcept {
    try {
        return report(failure, json);
    } catch (...) {
        // Not enough memory even for the message: a constant text.
        std::fputs("Not enough memory. ", stderr);
        std::fputs(what_to_try, stderr);
        std::fputs("\n", stderr);
        return exit_solve_failed;
    }
}

int report_error(int code, const std::string& message, bool json) {
    say_lines(stderr, message + "\n");
    if (json) fmt::print("{}\n", dump_json(nlohmann::json{{"error", message}, {"exit_code", code}}));
    return code;
}

}  // namespace spondyl::app
