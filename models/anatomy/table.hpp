// SPDX-License-Identifier: Apache-2.0
// Tables of anatomical numbers: comma-separated, one header line, quotes as in RFC 4180, '#' comment lines.
// Tables of the anatomy name each number by level and parameter and give its unit; other tables may have another shape.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace spondyl {

class Table {
  public:
    struct Row {
        int line = 0;  // in the file, from 1
        std::vector<std::string> cells;
    };

    struct Shape {
        std::vector<std::string> columns;  // that must be there
        std::vector<std::string> key;      // cells of these columns together name a row; empty: rows have no names
    };

    // UserError with file and line: cannot be read, more than core/text/limits.hpp allows, an open quote, a wrong
    // number of cells, a missing column, two rows of the same name.
    static Table read(const std::filesystem::path& file);  // columns level, parameter, unit; key level, parameter
    static Table read(const std::filesystem::path& file, const Shape& shape);
    // The same for text that is already in memory; `file` names it in messages.
    static Table parse(const std::string& content, const std::filesystem::path& file, const Shape& shape);

    [[nodiscard]] const std::vector<std::string>& columns() const { return columns_; }
    [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
    [[nodiscard]] const std::string& text(const Row& row, std::string_view column) const;
    [[nodiscard]] double number(const Row& row, std::string_view column) const;  // UserError if it is not one

    // The row of a level, else the row of level "all", else nullptr.
    [[nodiscard]] const Row* find(std::string_view level, std::string_view parameter) const;

    // The number in `column` of that row; UserError if the row is missing or is not in `unit`.
    [[nodiscard]] double number(std::string_view level, std::string_view parameter, std::string_view unit,
                                std::string_view column = "value") const;

    [[nodiscard]] const std::filesystem::path& file() const { return file_; }

  private:
    [[nodiscard]] std::size_t column_index(std::string_view column) const;

    std::filesystem::path file_;
    std::vector<std::string> columns_;
    std::vector<Row> rows_;
};

// Folder of the tables: $SPONDYL_DATA, or share/spondyl beside the program's bin folder or where the Python package is
// installed, or the source tree. UserError if none of them exists.
std::filesystem::path data_directory();

}  // namespace spondyl
