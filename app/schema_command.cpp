// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <memory>

#include "app/command.hpp"
#include "io/scenario/schema_documents.hpp"

namespace spondyl::app {

void add_schema_command(CLI::App& app, Invocation& invocation) {
    const auto markdown = std::make_shared<bool>(true);
    CLI::App* command = app.add_subcommand("schema", "Print every key of a scenario file");
    CLI::Option* json = command->add_flag("--json", invocation.json, "JSON Schema (draft 07), for editors");
    command->add_flag("--markdown", *markdown, "Reference page in Markdown (the default)")->excludes(json);
    command->footer(R"(
Examples:
  spondyl schema > scenario.md
  spondyl schema --json > scenario.schema.json

Editors with a TOML plug-in complete and check keys when a scenario starts with the line
  #:schema scenario.schema.json
)");
    command->callback([markdown, &invocation] {
        invocation.run = [markdown, &invocation] {
            fmt::print("{}", *markdown && !invocation.json ? reference_markdown() : json_schema());
            return exit_ok;
        };
    });
}

}  // namespace spondyl::app
