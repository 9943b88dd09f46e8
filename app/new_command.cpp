// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "app/command.hpp"
#include "app/terminal.hpp"
#include "app/text_table.hpp"
#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "core/text/words.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/diagnostics.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl::app {

namespace {

struct NewArguments {
    std::string kind;
    std::string file;
};

std::filesystem::path starters() {
    return data_directory() / "starters";
}

std::vector<std::string> kinds() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(starters()))
        if (entry.path().extension() == ".toml") names.push_back(entry.path().stem().string());
    std::ranges::sort(names);
    return names;
}

std::string text_of(const std::string& kind) {
    return read_text_file(starters() / (kind + ".toml"), "starter", limits::toml_bytes);
}

int write_new(const NewArguments& arguments) {
    const std::vector<std::string> known = kinds();
    if (arguments.kind.empty()) {
        std::vector<std::vector<std::string>> rows;
        for (const std::string& kind : known) {
            const std::string text = text_of(kind);
            rows.push_back({kind, first_line(text).substr(2)});  // after "# "
        }
        fmt::print("{}", text_table({"name", "description"}, rows, 2));
        return exit_ok;
    }
    if (std::ranges::find(known, arguments.kind) == known.end()) {
        const std::vector<std::string_view> names(known.begin(), known.end());
        const std::string_view guess = nearest(arguments.kind, names);
        throw UserError(fmt::format("there is no scenario template called \"{}\"; {}templates: {}", arguments.kind,
                                    guess.empty() ? "" : fmt::format("did you mean \"{}\"? ", guess),
                                    fmt::join(known, ", ")));
    }
    const std::filesystem::path file = arguments.file.empty() ? arguments.kind + ".toml" : arguments.file;
    if (std::filesystem::exists(file))
        throw UserError(fmt::format("{} exists already: give another name with -o", file.string()));
    write_text_safely(file, text_of(arguments.kind));
    say("{}\nnext: spondyl check {}, then spondyl run {}\n", file.string(), file.string(), file.string());
    return exit_ok;
}

}  // namespace

void add_new_command(CLI::App& app, Invocation& invocation) {
    const auto arguments = std::make_shared<NewArguments>();
    CLI::App* command = app.add_subcommand("new", "Write a commented scenario as a template");
    command->add_option("kind", arguments->kind, "Name of the template; without it, all are listed")->type_name("KIND");
    command->add_option("-o,--output", arguments->file, "File to write; default: KIND.toml here")->type_name("FILE");
    command->footer(R"(
Examples:
  spondyl new
  spondyl new lift -o my.toml

Exit codes: 0 written, 2 no such kind, or the file exists already
)");
    command->callback([arguments, &invocation] { invocation.run = [arguments] { return write_new(*arguments); }; });
}

}  // namespace spondyl::app
