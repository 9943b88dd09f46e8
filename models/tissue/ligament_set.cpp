// SPDX-License-Identifier: Apache-2.0
#include "models/tissue/ligament_set.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "core/error.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;

constexpr double ramp_width = 0.01;  // strain

// Rows of one ligament at one level.
class Rows {
  public:
    Rows(const Table& table, Disc disc, Ligament ligament) : table_(table), disc_(name(disc)), prefix_(name(ligament)) {
        prefix_ += '_';
    }
    [[nodiscard]] bool has(std::string_view parameter) const {
        return table_.find(disc_, prefix_ + std::string(parameter)) != nullptr;
    }
    [[nodiscard]] double number(std::string_view parameter, std::string_view unit, double low, double high) const {
        const std::string row = prefix_ + std::string(parameter);
        const double value = table_.number(disc_, row, unit);
        if (value < low || value > high) {
            throw UserError(fmt::format("{}:{}: '{}' of {} is {}, allowed are {} to {} {}", table_.file().string(),
                                        table_.find(disc_, row)->line, row, disc_, value, low, high,
                                        unit == "1" ? "" : unit));
        }
        return value;
    }
    [[nodiscard]] double strain(std::string_view parameter) const { return number(parameter, "1", 0.0, 2.0); }
    [[nodiscard]] std::string law() const {
        const Table::Row* row = table_.find(disc_, prefix_ + "law");
        return row == nullptr ? "" : table_.text(*row, "value");
    }
    [[nodiscard]] int fascicles() const {
        const double count = number("fascicles", "1", 1.0, 100.0);
        if (count != std::round(count)) {
            throw UserError(fmt::format("{}: '{}fascicles' of {} is {}, expected a whole number",
                                        table_.file().string(), prefix_, disc_, count));
        }
        return static_cast<int>(count);
    }
    [[noreturn]] void refuse(const std::string& what) const {
        throw UserError(fmt::format("{}: {}law of {}: {}", table_.file().string(), prefix_, disc_, what));
    }

  private:
    const Table& table_;
    std::string disc_;
    std::string prefix_;
};

// A stiffness from a strain on, up to the next one.
using Stairs = std::vector<StiffnessLaw::Point>;

StiffnessLaw ramped(const Stairs& stairs, const Rows& rows) {
    std::vector<StiffnessLaw::Point> points{{stairs.front().strain, 0.0},
                                            {stairs.front().strain + ramp_width, stairs.front().stiffness}};
    for (std::size_t i = 1; i < stairs.size(); ++i) {
        const double before = stairs[i].strain - 0.5 * ramp_width;
        if (before <= points.back().strain) {
            rows.refuse(fmt::format("the strains {} and {} lie closer than the ramps between stiffnesses, {}",
                                    stairs[i - 1].strain, stairs[i].strain, ramp_width));
        }
        points.push_back({before, stairs[i - 1].stiffness});
        points.push_back({before + ramp_width, stairs[i].stiffness});
    }
    return StiffnessLaw(std::move(points));
}

StiffnessLaw toe_linear(const Rows& rows) {
    const double transition = rows.number("transition_strain", "1", 1e-3, 2.0);
    return StiffnessLaw({{0.0, 0.0}, {transition, rows.number("stiffness", "N", 0.0, 1e5)}});
}

StiffnessLaw bilinear(const Rows& rows) {
    const double share = rows.number("area", "mm2", 0.1, 500.0) / rows.fascicles();
    return ramped({{0.0, share * rows.number("modulus_toe", "MPa", 0.0, 1e4)},
                   {rows.strain("transition_strain"), share * rows.number("modulus_linear", "MPa", 0.0, 1e4)}},
                  rows);
}

StiffnessLaw piecewise(const Rows& rows) {
    const double share = rows.number("length", "mm", 0.5, 100.0) / rows.fascicles();
    Stairs stairs;
    for (int i = 1; i == 1 || rows.has(fmt::format("from_strain_{}", i)); ++i) {
        stairs.push_back({rows.strain(fmt::format("from_strain_{}", i)),
                          share * rows.number(fmt::format("stiffness_{}", i), "N/mm", 0.0, 1e5)});
    }
    return ramped(stairs, rows);
}

// Tables made for specimens, which are cut from the pelvis, have no rows of the iliolumbar ligament.
constexpr bool may_be_missing(Ligament ligament) {
    return ligament == Ligament::IL;
}

StiffnessLaw read_law(const Rows& rows) {
    const std::string law = rows.law();
    if (law == "toe_linear") return toe_linear(rows);
    if (law == "bilinear") return bilinear(rows);
    if (law == "piecewise") return piecewise(rows);
    rows.refuse(fmt::format("'{}', allowed are toe_linear, bilinear, piecewise", law));
}

}  // namespace

std::vector<std::string> ligament_set_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(data_directory() / "ligament_sets")) {
        if (entry.path().extension() == ".csv") names.push_back(entry.path().stem().string());
    }
    std::sort(names.begin(), names.end());
    return names;
}

fs::path ligament_set_file(std::string_view name) {
    if (is_own_set(name)) return name;
    const std::vector<std::string> names = ligament_set_names();
    if (std::find(names.begin(), names.end(), name) == names.end()) {
        throw UserError(fmt::format("there is no ligament set '{}'; there are {}", name, fmt::join(names, ", ")));
    }
    return data_directory() / "ligament_sets" / fmt::format("{}.csv", name);
}

LigamentSet load_ligament_set(std::string_view name) {
    const Table table = Table::read(ligament_set_file(name));
    LigamentSet set{.name = std::string(name), .tissue = {}};
    for (int d = 0; d < disc_count; ++d) {
        set.tissue.emplace_back();
        for (int l = 0; l < ligament_count; ++l) {
            const auto ligament = static_cast<Ligament>(l);
            const Rows rows(table, static_cast<Disc>(d), ligament);
            if (!exists_at(static_cast<Disc>(d), ligament) || (may_be_missing(ligament) && !rows.has("law"))) {
                set.tissue.back().push_back({.law = StiffnessLaw({{0.0, 0.0}, {1.0, 0.0}})});
                continue;
            }
            set.tissue.back().push_back({.law = read_law(rows),
                                         .fascicles = rows.fascicles(),
                                         .reference_strain = rows.number("reference_strain", "1", -0.5, 2.0)});
        }
    }
    return set;
}

void require_ligaments(const LigamentSet& set, const Scenario& scenario) {
    for (int d = static_cast<int>(scenario.spine.top); d < static_cast<int>(scenario.spine.bottom); ++d) {
        for (int l = 0; l < ligament_count; ++l) {
            const auto disc = static_cast<Disc>(d);
            const auto ligament = static_cast<Ligament>(l);
            if (!has_ligament(scenario, disc, ligament) || set.at(disc, ligament).fascicles > 0) continue;
            throw UserError(
                fmt::format("the ligament set '{}' has no rows {}_* for {}", set.name, name(ligament), name(disc)));
        }
    }
}

}  // namespace spondyl
