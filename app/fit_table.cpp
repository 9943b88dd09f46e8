// SPDX-License-Identifier: Apache-2.0
#include "app/fit_table.hpp"

#include <fmt/format.h>

#include "app/measure_json.hpp"
#include "app/text_table.hpp"

namespace spondyl::app {

std::string fit_table(const OwnSpineFit& fit) {
    if (fit.empty()) return {};
    std::vector<std::vector<std::string>> rows = {
        {"", "[mm]", "[mm]", "[%]", "", "[mm]", "[mm]", "[mm]", "[mm]", "[mm]", "[mm]", "[mm]", "[deg]"}};
    const auto one = [](double value) { return fmt::format("{:.1f}", value); };
    const auto two = [](double value) { return fmt::format("{:.2f}", value); };
    for (const BoneFit& b : fit.bones) {
        const bool body = b.vertebra != Vertebra::S1;
        const auto lower = [&](double value) { return body ? one(value) : std::string("-"); };
        rows.push_back({std::string(name(b.vertebra)), two(b.distance_mean_mm), two(b.distance_max_mm),
                        fmt::format("{:.0f}", 100.0 * b.covered), two(b.scale), one(b.upper_width_mm),
                        one(b.upper_depth_mm), one(b.upper_concavity_mm), lower(b.lower_width_mm),
                        lower(b.lower_depth_mm), lower(b.lower_concavity_mm), lower(b.height_mm), lower(b.wedge_deg)});
    }
    std::string text = text_table({"bone", "mean dist.", "max", "covered", "scale", "upper width", "depth", "concave",
                                   "lower width", "depth", "concave", "height", "wedge"},
                                  rows, 1);
    if (!fit.discs.empty()) {
        std::vector<std::vector<std::string>> discs = {
            {"", "[mm]", "[mm]", "[mm]", "[deg]", "[deg]", "[deg]", "[mm]", "[mm]", "[mm]"}};
        for (const DiscFit& d : fit.discs) {
            discs.push_back({std::string(name(d.disc)), one(d.height_mm), one(d.height_anterior_mm),
                             one(d.height_posterior_mm), one(d.wedge_deg), one(d.lateral_deg), one(d.axial_deg),
                             one(d.step_mm), one(d.joint_gap_left_mm), one(d.joint_gap_right_mm)});
        }
        text += "\n" + text_table({"disc", "height", "front", "back", "wedge", "lateral", "axial", "step",
                                   "left joint gap", "right"},
                                  discs, 1);
    }
    return text + fmt::format("\nlordosis {} to {}: {:.1f} deg\n", name(fit.bones.front().vertebra),
                              name(fit.bones.back().vertebra), fit.lordosis_deg);
}

nlohmann::ordered_json fit_json(const OwnSpineFit& fit) {
    if (fit.empty()) return nullptr;
    nlohmann::ordered_json bones = nlohmann::ordered_json::array();
    for (const BoneFit& row : fit.bones) {
        nlohmann::ordered_json object = {{"vertebra", name(row.vertebra)}};
        add_measures(object, bone_fit_columns(), row);
        bones.push_back(std::move(object));
    }
    nlohmann::ordered_json discs = nlohmann::ordered_json::array();
    for (const DiscFit& row : fit.discs) {
        nlohmann::ordered_json object = {{"disc", name(row.disc)}};
        add_measures(object, disc_fit_columns(), row);
        discs.push_back(std::move(object));
    }
    nlohmann::ordered_json warnings = nlohmann::ordered_json::array();
    for (const FitWarning& warning : fit.warnings) {
        warnings.push_back({{"kind", name(warning.kind)},
                            {"vertebra", name(warning.vertebra)},
                            {"value", warning.value},
                            {"limit", warning.limit}});
    }
    return {{"bones", bones}, {"discs", discs}, {"warnings", warnings}, {"lordosis_deg", fit.lordosis_deg}};
}

}  // namespace spondyl::app
