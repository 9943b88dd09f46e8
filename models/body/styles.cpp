// SPDX-License-Identifier: Apache-2.0
#include "models/body/styles.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "models/body/pose.hpp"

namespace spondyl {
namespace {

Table read_styles() {
    return Table::read(data_directory() / "postures" / "styles.csv",
                       {.columns = {"name", "description", "knee_deg"}, .key = {"name"}});
}

}  // namespace

std::vector<StyleInfo> posture_styles() {
    const Table table = read_styles();
    std::vector<StyleInfo> list;
    for (const Table::Row& row : table.rows())
        list.push_back({table.text(row, "name"), table.text(row, "description")});
    return list;
}

PostureStyle find_style(const std::string& name) {
    const Table table = read_styles();
    std::string known;
    for (const Table::Row& row : table.rows()) {
        if (table.text(row, "name") != name) {
            known += (known.empty() ? "" : ", ") + table.text(row, "name");
            continue;
        }
        const auto number = [&](const char* column) { return table.number(row, column); };
        return {.name = name,
                .knee_deg = number("knee_deg"),
                .knee_high_deg = number("knee_high_deg"),
                .low_at = number("low_at"),
                .high_at = number("high_at"),
                .knee_weight = number("knee_weight"),
                .trunk_weight = number("trunk_weight"),
                .lumbar_share = number("lumbar_share"),
                .spread_deg = number("spread_deg"),
                .kneeling = number("kneeling") != 0.0,
                .one_leg = number("one_leg") != 0.0,
                .load_between_feet = number("load_between_feet") != 0.0};
    }
    throw UserError(fmt::format("unknown style \"{}\": there are {}", name, known));
}

std::string describe_posture(const Task& task) {
    const auto text = [](const auto& list, const std::string& name) {
        const auto found = std::ranges::find_if(list, [&](const auto& one) { return one.name == name; });
        // What follows a semicolon is for whoever writes the scenario.
        return found == list.end() ? std::string() : found->description.substr(0, found->description.find(';'));
    };
    if (task.style.empty()) return text(postures(), task.posture);
    return fmt::format("style {} ({})", task.style, text(posture_styles(), task.style));
}

}  // namespace spondyl
