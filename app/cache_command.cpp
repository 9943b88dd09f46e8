// SPDX-License-Identifier: Apache-2.0
#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "io/cache/cache_folder.hpp"
#include "io/cache/settled_file.hpp"
#include "io/json_text.hpp"

namespace spondyl::app {

namespace {

constexpr double mega = 1e6;

CacheFolder folder() {
    const std::optional<std::filesystem::path> path = cache_folder();
    if (!path) throw UserError("the cache is off: SPONDYL_CACHE is \"off\", or neither XDG_CACHE_HOME nor HOME is set");
    return CacheFolder(*path);
}

std::string time_text(std::filesystem::file_time_type time) {
    const auto system = std::chrono::file_clock::to_sys(time);
    const auto seconds = std::chrono::time_point_cast<std::chrono::seconds>(system);
    return fmt::format("{:%Y-%m-%d %H:%M:%S}", fmt::gmtime(std::chrono::system_clock::to_time_t(seconds)));
}

int list(bool json) {
    const CacheFolder cache = folder();
    nlohmann::ordered_json object = {{"folder", cache.path().string()}, {"entries", nlohmann::ordered_json::array()}};
    std::vector<std::vector<std::string>> rows;
    double sum = 0.0;
    for (const CacheEntry& entry : cache.entries()) {
        const std::string about = read_about(entry.path);
        object["entries"].push_back({{"file", entry.path.string()},
                                     {"bytes", entry.bytes},
                                     {"used_utc", time_text(entry.used)},
                                     {"about", about}});
        sum += static_cast<double>(entry.bytes) / mega;
        rows.push_back({time_text(entry.used), about.empty() ? "(damaged)" : about,
                        fmt::format("{:.1f}", static_cast<double>(entry.bytes) / mega)});
    }
    if (json) {
        fmt::print("{}\n", dump_json(object));
        return exit_ok;
    }
    if (!rows.empty()) fmt::print("{}\n", text_table({"last used (UTC)", "settled spine", "MB"}, rows, 2));
    say("{} in {}, {:.1f} MB of at most {:.0f}\n",
        rows.size() == 1 ? "1 settled spine" : fmt::format("{} settled spines", rows.size()), cache.path().string(),
        sum, static_cast<double>(CacheFolder::most_bytes) / mega);
    return exit_ok;
}

int clear() {
    const CacheFolder cache = folder();
    const std::size_t before = cache.entries().size();
    cache.shrink(0);
    const std::size_t left = cache.entries().size();
    if (left > 0)
        throw UserError(fmt::format("{} of {} files cannot be removed from {}", left, before, cache.path().string()));
    say("Removed {} from {}\n", before == 1 ? "1 file" : fmt::format("{} files", before), cache.path().string());
    return exit_ok;
}

int path() {
    say("{}\n", folder().path().string());
    return exit_ok;
}

}  // namespace

void add_cache_command(CLI::App& app, Invocation& invocation) {
    CLI::App* command = app.add_subcommand(
        "cache", "List or clear the cache of settled spines, which later runs of the same person reuse");
    command->require_subcommand(1);
    CLI::App* list_command = command->add_subcommand("list", "List the entries, the most recently used one first");
    list_command->add_flag("--json", invocation.json, "Print one JSON object");
    list_command->callback([&invocation] { invocation.run = [&invocation] { return list(invocation.json); }; });
    CLI::App* clear_command = command->add_subcommand("clear", "Remove all entries");
    clear_command->callback([&invocation] { invocation.run = clear; });
    CLI::App* path_command = command->add_subcommand("path", "Print the folder");
    path_command->callback([&invocation] { invocation.run = path; });
    command->footer(R"(
Before the loads of a scenario are applied, the spine settles: ligaments and nuclei come to
equilibrium. The settled state depends on person, spine, tissue, mesh, solver and program alone.
Runs store it in this folder, and later runs that agree in all of that reuse it, after they have
checked that it is an equilibrium. The results are bit-identical. Old files are removed
automatically; removing any of them does no harm.

The folder is $SPONDYL_CACHE, or else spondyl in $XDG_CACHE_HOME, or else ~/.cache/spondyl.
SPONDYL_CACHE=off, or --no-cache of run, compare, sweep run and validate, switches the cache off.

Examples:
  spondyl cache list
  spondyl cache list --json | jq .folder
  spondyl cache clear
  SPONDYL_CACHE=off spondyl run my.toml

Exit codes: 0 done, 2 the cache is off, or a file cannot be removed
)");
}

}  // namespace spondyl::app
