// SPDX-License-Identifier: Apache-2.0
#include "models/muscles/muscle_set.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/anatomy/table.hpp"
#include "models/muscles/muscle_set_folder.hpp"
#include "models/muscles/muscle_size.hpp"
#include "models/muscles/path_frames.hpp"

namespace spondyl {
namespace {

MuscleGroup find_group(const Table& table, const Table::Row& row) {
    const std::string& text = table.text(row, "group");
    const auto* const found = std::find(muscle_group_names.begin(), muscle_group_names.end(), text);
    if (found == muscle_group_names.end()) {
        throw UserError(fmt::format("{}:{}: unknown muscle group '{}'", table.file().string(), row.line, text));
    }
    return static_cast<MuscleGroup>(found - muscle_group_names.begin());
}

void add_bundles(const Table& passive, MuscleFascicle& fascicle) {
    for (const Table::Row& row : passive.rows()) {
        if (find_group(passive, row) != fascicle.group) continue;
        constexpr double kilo = 1000.0;
        fascicle.slack_stretch = passive.number(row, "slack_stretch");
        fascicle.bundle_modulus_MPa = passive.number(row, "modulus_kPa") / kilo;
    }
}

MuscleFascicle mirrored(MuscleFascicle right) {
    right.side = Side::left;
    right.name.back() = 'l';
    for (MusclePoint& point : right.path) {
        for (MusclePoint::Anchor& anchor : point.anchors) anchor.position.z() = -anchor.position.z();
    }
    return right;
}

Vec3 place(const MusclePoint& point) {
    Vec3 sum = Vec3::Zero();
    for (const MusclePoint::Anchor& anchor : point.anchors) sum += anchor.weight * anchor.position;
    return sum;
}

double length(const std::vector<Vec3>& points) {
    double sum = 0.0;
    for (std::size_t i = 1; i < points.size(); ++i) sum += (points[i] - points[i - 1]).norm();
    return sum;
}

bool concerns(const MuscleChange& change, const MuscleFascicle& fascicle) {
    if (change.group != "all" && change.group != name(fascicle.group)) {
        return false;
    }
    if (change.side != Side::middle && change.side != fascicle.side) return false;
    return !change.vertebra || *change.vertebra == fascicle.path.front().anchors.front().body;
}

void apply(const std::vector<MuscleChange>& changes, std::vector<MuscleFascicle>& fascicles) {
    for (std::size_t i = 0; i < changes.size(); ++i) {
        bool any = false;
        for (MuscleFascicle& fascicle : fascicles) {
            if (!concerns(changes[i], fascicle)) continue;
            fascicle.area_mm2 *= changes[i].area_scale;
            fascicle.max_stress_MPa *= changes[i].stress_scale;
            any = true;
        }
        if (!any) {
            throw UserError(fmt::format("muscle_change {}: no fascicle of group '{}' has its upper end on '{}'", i + 1,
                                        changes[i].group,
                                        changes[i].vertebra ? name(*changes[i].vertebra) : "any vertebra"));
        }
    }
}

}  // namespace

std::filesystem::path muscle_set_folder(const std::string& set) {
    std::error_code ignored;  // a file that cannot be examined counts as missing
    if (!is_own_set(set)) {
        std::filesystem::path folder = data_directory() / "muscle_sets" / set;
        if (!set.empty() && std::filesystem::is_directory(folder, ignored)) return folder;
        throw UserError(fmt::format("unknown muscle set '{}'; allowed: {}", set, fmt::join(muscle_set_names(), ", ")));
    }
    std::filesystem::path folder = set;
    if (!std::filesystem::is_directory(folder, ignored))
        throw UserError(fmt::format("{}: not a folder; a muscle set of your own is a folder of tables", set));
    for (const char* table : {"fascicles.csv", "paths.csv", "passive.csv", "set.csv", "bands.csv"}) {
        if (!std::filesystem::exists(folder / table, ignored))
            throw UserError(fmt::format("{}: the muscle set has no {}", folder.string(), table));
    }
    return folder;
}

std::vector<std::string> muscle_set_names() {
    std::set<std::string> sorted;
    for (const auto& entry : std::filesystem::directory_iterator(data_directory() / "muscle_sets")) {
        if (entry.is_directory()) sorted.insert(entry.path().filename().string());
    }
    return {sorted.begin(), sorted.end()};
}

double transversus_share(const std::string& set) {
    return Table::read(muscle_set_folder(set) / "set.csv").number("all", "transversus_share", "1");
}

std::vector<MuscleFascicle> muscle_fascicles(const Anatomy& anatomy, const Scenario& scenario, const SpineMesh& mesh) {
    const auto folder = muscle_set_folder(scenario.muscles.set);
    const Table list = Table::read(
        folder / "fascicles.csv",
        {{"fascicle", "group", "area_mm2", "fibre_length_mm", "tendon_length_mm", "pennation_rad"}, {"fascicle"}});
    const Table paths = Table::read(folder / "paths.csv",
                                    {{"fascicle", "point", "body", "x_mm", "y_mm", "z_mm"}, {"fascicle", "point"}});
    const Table passive = Table::read(folder / "passive.csv", {{"group", "slack_stretch", "modulus_kPa"}, {"group"}});
    const PathFrames frames(Table::read(folder / "set.csv"), scenario.person, mesh, scenario.muscles.lever_scale);

    const double area_factor = muscle_area_factor(anatomy.body.muscles, scenario.person);
    std::vector<MuscleFascicle> right;
    std::size_t next = 0;
    for (const Table::Row& row : list.rows()) {
        MuscleFascicle f;
        const std::string& fascicle = list.text(row, "fascicle");
        f.name = fascicle + "_r";
        f.group = find_group(list, row);
        f.side = Side::right;
        f.max_stress_MPa = scenario.muscles.max_stress_MPa;
        f.curves = anatomy.body.muscle_curves;
        std::vector<Vec3> points;
        std::vector<Vec3> in_source;
        for (; next < paths.rows().size() && paths.text(paths.rows()[next], "fascicle") == fascicle; ++next) {
            const Table::Row& at = paths.rows()[next];
            const Vec3 local(paths.number(at, "x_mm"), paths.number(at, "y_mm"), paths.number(at, "z_mm"));
            const std::string& body = paths.text(at, "body");
            f.path.push_back(frames.point(body, local));
            points.push_back(place(f.path.back()));
            in_source.push_back(frames.in_source(body, local));
        }
        if (f.path.size() < 2) {
            throw UserError(fmt::format("{}:{}: '{}' has no path of two points in its place in paths.csv",
                                        list.file().string(), row.line, fascicle));
        }
        // The ratio of fibre and tendon and the stretch in standing are those of the source, whatever the size.
        const double size = length(points) / length(in_source);
        f.fibre_length_mm = size * list.number(row, "fibre_length_mm");
        f.tendon_length_mm = size * list.number(row, "tendon_length_mm");
        f.pennation_rad = list.number(row, "pennation_rad");
        f.area_mm2 = area_factor * list.number(row, "area_mm2");
        add_bundles(passive, f);
        right.push_back(std::move(f));
    }
    if (next != paths.rows().size()) {
        throw UserError(fmt::format("{}:{}: paths must follow the order of fascicles.csv", paths.file().string(),
                                    paths.rows()[next].line));
    }
    std::vector<MuscleFascicle> fascicles;
    for (const MuscleFascicle& f : right) {
        fascicles.push_back(mirrored(f));
        fascicles.push_back(f);
    }
    apply(scenario.muscle_changes, fascicles);
    return fascicles;
}

}  // namespace spondyl
