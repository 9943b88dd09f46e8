// SPDX-License-Identifier: Apache-2.0
#include "io/results/opensim_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <vector>

namespace spondyl {
namespace {

struct StorageColumn {
    std::string name;  // after that of the level
    std::function<double(const DiscMeasures&)> value;
};

// Avoids -0 in a table.
double reversed(double value) {
    return 0.0 - value;
}

std::string level_name(Disc disc) {
    std::string text(name(disc));
    std::ranges::replace(text, '-', '_');
    return text;
}

std::string table(const Result& result, const std::string& title, bool degrees,
                  const std::vector<StorageColumn>& columns) {
    std::string head = "time";
    if (!result.states.empty()) {
        for (const DiscMeasures& disc : result.states.front().discs) {
            for (const StorageColumn& column : columns) {
                const std::string text =
                    fmt::format(fmt::runtime(column.name), fmt::arg("level", level_name(disc.disc)),
                                fmt::arg("lower", name(below(disc.disc))));
                head += "\t" + text;
            }
        }
    }
    std::string rows;
    for (const ResultState& state : result.states) {
        rows += fmt::format("{}", state.time);
        for (const DiscMeasures& disc : state.discs) {
            for (const StorageColumn& column : columns) rows += fmt::format("\t{}", column.value(disc));
        }
        rows += "\n";
    }
    const auto count = std::ranges::count(head, '\t') + 1;
    return fmt::format("{}\nversion=1\nnRows={}\nnColumns={}\ninDegrees={}\nendheader\n{}\n{}", title,
                       result.states.size(), count, degrees ? "yes" : "no", head, rows);
}

}  // namespace

std::string joint_loads_sto(const Result& result) {
    return table(
        result, "disc loads", false,
        {{"{level}_on_{lower}_in_disc_fx", [](const DiscMeasures& d) { return d.shear_anterior_N; }},
         {"{level}_on_{lower}_in_disc_fy", [](const DiscMeasures& d) { return reversed(d.compression_N); }},
         {"{level}_on_{lower}_in_disc_fz", [](const DiscMeasures& d) { return d.shear_lateral_N; }},
         {"{level}_on_{lower}_in_disc_mx", [](const DiscMeasures& d) { return d.moment_lateral_Nm; }},
         {"{level}_on_{lower}_in_disc_my", [](const DiscMeasures& d) { return d.moment_axial_Nm; }},
         {"{level}_on_{lower}_in_disc_mz", [](const DiscMeasures& d) { return reversed(d.moment_flexion_Nm); }},
         {"{level}_segment_fy", [](const DiscMeasures& d) { return reversed(d.segment_compression_N); }}});
}

std::string joint_angles_mot(const Result& result) {
    return table(result, "disc angles", true,
                 {{"{level}_FE", [](const DiscMeasures& d) { return reversed(d.flexion_deg); }},
                  {"{level}_LB", [](const DiscMeasures& d) { return d.lateral_bending_deg; }},
                  {"{level}_AR", [](const DiscMeasures& d) { return d.axial_rotation_deg; }}});
}

}  // namespace spondyl
