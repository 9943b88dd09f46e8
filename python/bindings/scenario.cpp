// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/stl.h>

#include "core/error.hpp"
#include "io/scenario/key_path.hpp"
#include "io/scenario/key_value.hpp"
#include "io/scenario/scenario_file.hpp"
#include "io/scenario/strategy_file.hpp"
#include "io/scenario/toml_text.hpp"
#include "python/bindings/bindings.hpp"

namespace spondyl::python {

namespace py = pybind11;

namespace {

// Changes as TOML, one line each: "task.lift.load_kg" = 20. Keys as studies name them.
std::vector<StrategyChange> read_changes(const std::string& text, const Scenario& base) {
    Diagnostics diagnostics;
    const int file = diagnostics.add_file("changes", text);
    std::vector<StrategyChange> changes;
    if (const std::optional<toml::table> table = parse_toml(text, file, diagnostics)) {
        for (const auto& [name, node] : *table) {
            const auto found = find_key_path(name.str(), base);
            if (const auto* mistake = std::get_if<KeyPathMistake>(&found)) {
                diagnostics.error(source_position(name.source(), file), mistake->message, mistake->help);
                continue;
            }
            const KeyPath& path = std::get<KeyPath>(found);
            if (const auto value = read_key_value(node, fmt::format("\"{}\"", path.text), *path.key, file, diagnostics))
                changes.push_back({.table = path.table, .key = path.key, .row = path.row, .value = *value});
        }
    }
    if (!diagnostics.empty()) throw UserError(diagnostics.text());
    return changes;
}

}  // namespace

void bind_scenario(py::module_& module) {
    module.def(
        "check_scenario", [](const std::string& text, const std::string& origin) { load_scenario_text(text, origin); },
        py::arg("text"), py::arg("origin"), py::call_guard<py::gil_scoped_release>(),
        "UserError with every mistake in the text of a scenario, postures and reach of its tasks included.");
    module.def(
        "canonical_scenario",
        [](const std::string& text, const std::string& origin) { return canonical_toml(parse_scenario(text, origin)); },
        py::arg("text"), py::arg("origin"), "The scenario as TOML with every default written out.");
    module.def(
        "changed_scenario",
        [](const std::string& text, const std::string& origin, const std::string& changes) {
            const Scenario base = parse_scenario(text, origin);
            return canonical_toml(with_changes(base, read_changes(changes, base), "the changes"));
        },
        py::arg("text"), py::arg("origin"), py::arg("changes"),
        "The scenario as TOML with every default written out, after the changes: TOML lines \"table.key\" = value.");
    module.def("strategy_names", &strategy_names, "Names of the prevention strategies that come with the engine.");
    module.def(
        "scenario_with_strategy",
        [](const std::string& text, const std::string& origin, const std::string& strategy) {
            return canonical_toml(with_strategy(parse_scenario(text, origin), find_strategy(strategy)));
        },
        py::arg("text"), py::arg("origin"), py::arg("strategy"),
        "The scenario as TOML with a strategy, named as for `spondyl compare`.");
}

}  // namespace spondyl::python
