// SPDX-License-Identifier: Apache-2.0
// A column of a table of measures: name, unit and meaning of a number, for files, terminal tables and [[expect]].
#pragma once

#include <optional>
#include <string_view>

namespace spondyl {

template <class Row>
class Column {
  public:
    constexpr Column(std::string_view name_with_unit, std::string_view unit_alone, std::string_view meaning,
                     double Row::*number)
        : name(name_with_unit), unit(unit_alone), doc(meaning), always_(number) {}
    constexpr Column(std::string_view name_with_unit, std::string_view unit_alone, std::string_view meaning,
                     std::optional<double> Row::*number)
        : name(name_with_unit), unit(unit_alone), doc(meaning), sometimes_(number) {}

    std::string_view name;  // with its unit, as in files and [[expect]]
    std::string_view unit;
    std::string_view doc;

    // Whether some rows have no value in this column.
    [[nodiscard]] constexpr bool is_optional() const { return sometimes_ != nullptr; }
    [[nodiscard]] constexpr std::optional<double> value(const Row& row) const {
        return always_ ? std::optional(row.*always_) : row.*sometimes_;
    }
    // std::bad_optional_access if the value is missing in a column that is not optional.
    constexpr void set(Row& row, std::optional<double> value) const {
        if (always_) {
            row.*always_ = value.value();
        } else {
            row.*sometimes_ = value;
        }
    }

  private:
    double Row::*always_ = nullptr;
    std::optional<double> Row::*sometimes_ = nullptr;
};

}  // namespace spondyl
