// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>

#include "app/command.hpp"
#include "app/text_table.hpp"
#include "io/json_text.hpp"
#include "io/scenario/scenario_file.hpp"
#include "models/anatomy/anatomy.hpp"
#include "models/muscles/anatomy_check.hpp"

namespace spondyl::app {

namespace {

Scenario checked_person(const std::string& file) {
    Scenario scenario;
    scenario.person = {.sex = Sex::male, .height_cm = 175.0, .mass_kg = 75.0};
    if (!file.empty()) scenario = load_scenario(file);
    // Muscles belong to the whole lumbar spine, whatever segment the scenario solves.
    scenario.spine.top = Vertebra::T12;
    scenario.spine.bottom = Vertebra::S1;
    return scenario;
}

int lint(const std::string& file, bool json) {
    const std::vector<AnatomyFinding> findings = check_anatomy(default_anatomy(), checked_person(file));
    const auto failed = std::count_if(findings.begin(), findings.end(), [](const auto& f) { return !f.pass(); });
    if (json) {
        nlohmann::ordered_json rows = nlohmann::ordered_json::array();
        for (const AnatomyFinding& f : findings) {
            rows.push_back({{"check", f.check},
                            {"subject", f.subject},
                            {"value", f.value},
                            {"low", f.low},
                            {"high", f.high},
                            {"unit", f.unit},
                            {"pass", f.pass()},
                            {"source", f.source}});
        }
        fmt::print("{}\n", dump_json(nlohmann::ordered_json{{"findings", rows}, {"failed", failed}}));
    } else {
        std::vector<std::vector<std::string>> rows;
        rows.reserve(findings.size());
        for (const AnatomyFinding& f : findings) {
            rows.push_back({f.check, f.subject, fmt::format("{:.4g}", f.value), fmt::format("{:g}", f.low),
                            fmt::format("{:g}", f.high), f.unit, f.pass() ? "ok" : "FAIL"});
        }
        fmt::print("{}\n{} checks, {} failed\n",
                   text_table({"check", "of", "value", "low", "high", "unit", ""}, rows, 2), findings.size(), failed);
    }
    return failed == 0 ? exit_ok : exit_expectation_failed;
}

}  // namespace

void add_lint_command(CLI::App& app, Invocation& invocation) {
    const auto file = std::make_shared<std::string>();
    CLI::App* command = app.add_subcommand("lint", "Check the muscles' anatomy against published ranges");
    command->add_option("scenario", *file, "Scenario with the person and the muscle set; default: a man of 175 cm")
        ->type_name("SCENARIO");
    command->add_flag("--json", invocation.json, "Print one JSON object");
    command->footer(R"(
Mirror symmetry, attachments on their bone, areas, fibre lengths, lever arms, their continuity while
the lumbar spine bends from -10 to 70 deg, and strength; the bands and their sources are in the
muscle set's bands.csv.

Exit codes: 0 all within their bands, 1 some are not, 2 scenario not valid
)");
    command->callback(
        [file, &invocation] { invocation.run = [file, &invocation] { return lint(*file, invocation.json); }; });
}

}  // namespace spondyl::app
