// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/target_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"

namespace spondyl {

namespace {

constexpr double largest_moment = 100.0;  // N m, as step keys allow
constexpr double largest_force = 20000.0;
constexpr double assumed_sd = 0.1;    // of the value, where no scatter is given,
constexpr double smallest_sd = 0.02;  // and of the largest value of that quantity

const std::vector<std::string>& known_columns() {
    static const std::vector<std::string> columns = {
        "segment",      "direction",    "moment_Nm",     "compression_N",      "preload_N",
        "rotation_deg", "pressure_MPa", "shortening_mm", "stiffness_N_per_mm", "sd",
        "weight",       "source",       "note"};
    return columns;
}

Table::Shape table_shape() {
    return {.columns = {"segment", "direction"}, .key = {}};
}

class TargetReader {
  public:
    explicit TargetReader(Table table) : table_(std::move(table)) {
        const std::filesystem::path& file = table_.file();
        for (const std::string& column : table_.columns()) {
            if (!std::ranges::count(known_columns(), column))
                throw UserError(fmt::format("{}: there is no column '{}' in a target table; allowed are {}",
                                            file.string(), column, fmt::join(known_columns(), ", ")));
            if (std::ranges::count(table_.columns(), column) > 1)
                throw UserError(fmt::format("{}: two columns '{}'", file.string(), column));
        }
        if (table_.rows().empty()) throw UserError(fmt::format("{}: the table has no rows", file.string()));
    }

    TargetTable read() {
        TargetTable target{.file = table_.file(), .rows = {}, .scatter_is_measured = true};
        for (const Table::Row& row : table_.rows()) target.rows.push_back(read_row(row));
        std::array<double, target_quantity_names.size()> largest{};
        for (const TargetRow& row : target.rows) {
            double& of_quantity = largest[static_cast<std::size_t>(row.quantity)];
            of_quantity = std::max(of_quantity, std::abs(row.value));
        }
        for (TargetRow& row : target.rows) {
            if (row.sd > 0.0) continue;
            target.scatter_is_measured = false;
            row.sd = std::max(assumed_sd * std::abs(row.value),
                              smallest_sd * largest[static_cast<std::size_t>(row.quantity)]);
            if (row.sd == 0.0) fail(row.line, "sd", "has to be given where every value is zero");
        }
        return target;
    }

  private:
    [[noreturn]] void fail(int line, std::string_view column, const std::string& what) const {
        throw UserError(fmt::format("{}:{}: column '{}': {}", table_.file().string(), line, column, what));
    }

    [[nodiscard]] bool has(const Table::Row& row, std::string_view column) const {
        return std::ranges::count(table_.columns(), column) > 0 && !table_.text(row, column).empty();
    }

    [[nodiscard]] double number(const Table::Row& row, std::string_view column, double low, double high) const {
        const double value = table_.number(row, column);
        if (value < low || value > high) fail(row.line, column, fmt::format("{} is not in {} to {}", value, low, high));
        return value;
    }

    [[nodiscard]] double number_or(const Table::Row& row, std::string_view column, double otherwise, double low,
                                   double high) const {
        return has(row, column) ? number(row, column, low, high) : otherwise;
    }

    TargetRow read_row(const Table::Row& row) {
        TargetRow target{.line = row.line};
        read_segment(row, target);
        const std::string& direction = table_.text(row, "direction");
        const auto motion = find_enumerator<TargetMotion>(direction);
        if (!motion)
            fail(row.line, "direction",
                 fmt::format("'{}' is not one of {}", direction, fmt::join(target_motion_names, ", ")));
        target.motion = *motion;
        read_load(row, target);
        read_measured(row, target);
        target.sd = number_or(row, "sd", 0.0, 1e-9, 1e9);
        target.weight = number_or(row, "weight", 1.0, 0.0, 1e6);
        return target;
    }

    void read_segment(const Table::Row& row, TargetRow& target) const {
        const std::string& text = table_.text(row, "segment");
        const std::size_t dash = text.find('-');
        const auto top = find_enumerator<Vertebra>(text.substr(0, dash));
        const auto bottom = dash == std::string::npos ? std::nullopt : find_enumerator<Vertebra>(text.substr(dash + 1));
        if (!top || !bottom || *top >= *bottom)
            fail(row.line, "segment",
                 fmt::format("'{}' is no segment; two of {}, the upper one first, such as L4-L5 or L1-S1", text,
                             fmt::join(vertebra_names, ", ")));
        target.top = *top;
        target.bottom = *bottom;
    }

    void read_load(const Table::Row& row, TargetRow& target) const {
        const bool pressed = target.motion == TargetMotion::compression;
        const std::string_view column = pressed ? "compression_N" : "moment_Nm";
        const std::string_view other = pressed ? "moment_Nm" : "compression_N";
        if (!has(row, column)) fail(row.line, column, fmt::format("{} needs it", name(target.motion)));
        if (has(row, other)) fail(row.line, other, fmt::format("stays empty for {}", name(target.motion)));
        target.load = number(row, column, pressed ? 1.0 : 0.01, pressed ? largest_force : largest_moment);
        target.preload_N = number_or(row, "preload_N", 0.0, 0.0, largest_force);
        if (pressed && target.preload_N >= target.load)
            fail(row.line, "preload_N", "the compression that is measured from has to be below compression_N");
    }

    void read_measured(const Table::Row& row, TargetRow& target) const {
        std::optional<TargetQuantity> found;
        for (std::size_t i = 0; i < target_quantity_names.size(); ++i) {
            const std::string_view column = target_quantity_names[i];
            if (!has(row, column)) continue;
            if (found) fail(row.line, column, "a row has one measured number; give the other one a row of its own");
            found = static_cast<TargetQuantity>(i);
        }
        if (!found)
            throw UserError(fmt::format("{}:{}: the row has no measured number; one of the columns {} is needed",
                                        table_.file().string(), row.line, fmt::join(target_quantity_names, ", ")));
        target.quantity = *found;
        const std::string_view column = name(*found);
        const bool pressed = target.motion == TargetMotion::compression;
        const bool of_compression =
            *found == TargetQuantity::shortening_mm || *found == TargetQuantity::stiffness_N_per_mm;
        if (*found == TargetQuantity::rotation_deg && pressed)
            fail(row.line, column, "vertebrae do not turn under compression");
        if (of_compression && !pressed) fail(row.line, column, "is measured under compression");
        if (*found == TargetQuantity::pressure_MPa) {
            if (target.motion == TargetMotion::flexion_extension)
                fail(row.line, column, "is measured in flexion or in extension");
            if (static_cast<int>(target.bottom) - static_cast<int>(target.top) != 1)
                fail(row.line, column, "is that of one disc: the segment has two vertebrae");
        }
        target.value = number(row, column, *found == TargetQuantity::pressure_MPa ? -100.0 : 1e-6, 1e6);
    }

    Table table_;
};

}  // namespace

std::string TargetRow::segment() const {
    return fmt::format("{}-{}", name(top), name(bottom));
}

std::string TargetRow::description() const {
    const bool pressed = motion == TargetMotion::compression;
    std::string text = fmt::format("{} {} {:g} {}", segment(), name(motion), load, pressed ? "N" : "N m");
    if (preload_N > 0.0) text += fmt::format("{} {:g} N", pressed ? " from" : ", preload", preload_N);
    return fmt::format("{}: {}", text, name(quantity));
}

TargetTable read_targets(const std::filesystem::path& file) {
    return TargetReader(Table::read(file, table_shape())).read();
}

TargetTable parse_targets(const std::string& text, const std::filesystem::path& file) {
    return TargetReader(Table::parse(text, file, table_shape())).read();
}

}  // namespace spondyl
