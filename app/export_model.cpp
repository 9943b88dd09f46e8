// SPDX-License-Identifier: Apache-2.0
#include "app/export_model.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/made_files.hpp"
#include "app/result_path.hpp"
#include "app/terminal.hpp"
#include "core/error.hpp"
#include "core/mesh/convert.hpp"
#include "io/deck/read_deck.hpp"
#include "io/deck/write_feb.hpp"
#include "io/deck/write_inp.hpp"
#include "io/deck/write_msh.hpp"
#include "io/json_text.hpp"
#include "io/safe_write.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/geometry/spine_cell.hpp"
#include "models/spine/spine_deck.hpp"

namespace spondyl::app {

namespace {

namespace fs = std::filesystem;

SpineDeck model_of(const ExportModelArguments& arguments, const std::optional<AnyResult>& result) {
    const bool quadratic = arguments.format == ModelFormat::inp || arguments.format == ModelFormat::abaqus;
    const CellType cells = arguments.cells.value_or(quadratic ? quadratic_spine_cell() : SpineCell::type);
    if (!result) {
        if (is_deck(arguments.model)) return {read_deck(arguments.model), {}};
        return deck_of_spine(default_anatomy().spine, load_scenario(arguments.model), cells);
    }
    const RunInfo& run = run_info(*result);
    if (run.canonical_scenario.empty())
        throw UserError(
            fmt::format("{} is no result of a scenario; export the deck that was run", arguments.model.string()));
    return deck_of_spine(default_anatomy().spine,
                         parse_scenario(run.canonical_scenario, "the scenario of " + arguments.model.string()), cells);
}

DeckText text_of(const SpineDeck& model, ModelFormat format) {
    switch (format) {
        case ModelFormat::inp:
            return write_inp(model.deck, InpDialect::calculix, model.left_out);
        case ModelFormat::feb:
            return write_feb(model.deck, model.left_out);
        case ModelFormat::msh:
            return write_msh(model.deck, model.left_out);
        case ModelFormat::abaqus:
            break;
    }
    return write_inp(model.deck, InpDialect::abaqus, model.left_out);
}

}  // namespace

CellType quadratic_spine_cell() {
    return quadratic_form(SpineCell::type).value();
}

bool is_scenario(const fs::path& file) {
    return file.extension() == ".toml";
}

int export_model(const ExportModelArguments& arguments, bool json) {
    std::optional<AnyResult> result;
    fs::path result_file;
    if (!is_deck(arguments.model) && !is_scenario(arguments.model)) {
        result_file = find_result(arguments.model);
        result = read_whole_result(result_file);
    }
    const DeckText text = text_of(model_of(arguments, result), arguments.format);
    const std::string extension = arguments.format == ModelFormat::abaqus
                                      ? "inp"
                                      : std::string(model_format_names[static_cast<std::size_t>(arguments.format)]);
    const std::string name = "model." + extension;
    fs::path folder = arguments.folder;
    if (folder.empty()) folder = result ? folder_of(result_file) : result_folder({}, arguments.model);
    fs::path file = folder / name;
    if (result) {
        file = put_beside(folder, result_file, run_info(*result), [&](const fs::path& scratch) {
                   write_text_safely(scratch / name, text.text);
                   return std::vector{scratch / name};
               }).front();
    } else {
        make_folder(folder);
        write_text_safely(file, text.text);
    }
    if (json) {
        fmt::print("{}\n",
                   dump_json(nlohmann::ordered_json{
                       {"model", arguments.model.string()}, {"files", {file.string()}}, {"left_out", text.left_out}}));
        return exit_ok;
    }
    say("{}\n", file.string());
    for (const std::string& line : text.left_out) say(stderr, "Left out or changed: {}\n", line);
    return exit_ok;
}

}  // namespace spondyl::app
