// SPDX-License-Identifier: Apache-2.0
#include "models/anatomy/table.hpp"

#include <dlfcn.h>
#include <fmt/format.h>
#include <sys/auxv.h>

#include <cmath>
#include <cstdlib>
#include <set>
#include <sstream>
#include <system_error>
#include <vector>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/number.hpp"
#include "core/text/text_file.hpp"
#include "models/anatomy/use_data_directory.hpp"

namespace spondyl {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void fail(const std::filesystem::path& file, int line, const std::string& what) {
    throw UserError(fmt::format("{}:{}: {}", file.string(), line, what));
}

std::vector<std::string> split(const std::string& text, const std::filesystem::path& file, int line) {
    std::vector<std::string> cells(1);
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c != '"') {
                cells.back() += c;
            } else if (i + 1 < text.size() && text[i + 1] == '"') {
                cells.back() += '"';
                ++i;
            } else {
                quoted = false;
            }
        } else if (c == '"') {
            if (!cells.back().empty()) fail(file, line, "a quote inside an unquoted cell");
            quoted = true;
        } else if (c == ',') {
            cells.emplace_back();
        } else {
            cells.back() += c;
        }
    }
    if (quoted) fail(file, line, "a quote is opened and not closed on the same line");
    return cells;
}

}  // namespace

Table Table::read(const std::filesystem::path& file) {
    return read(file, {.columns = {"level", "parameter", "unit"}, .key = {"level", "parameter"}});
}

Table Table::read(const std::filesystem::path& file, const Shape& shape) {
    return parse(read_text_file(file, "table", limits::table_bytes), file, shape);
}

Table Table::parse(const std::string& content, const std::filesystem::path& file, const Shape& shape) {
    std::istringstream stream(content);
    Table table;
    table.file_ = file;
    std::set<std::vector<std::string>> seen;
    std::string text;
    for (int line = 1; std::getline(stream, text); ++line) {
        if (text.size() > limits::table_line_bytes)
            fail(file, line,
                 fmt::format("the line has {} bytes, at most {} are allowed", text.size(), limits::table_line_bytes));
        if (!text.empty() && text.back() == '\r') text.pop_back();
        if (text.empty() || text.front() == '#') continue;
        std::vector<std::string> cells = split(text, file, line);
        if (table.columns_.empty()) {
            if (cells.size() > limits::table_columns)
                fail(file, line,
                     fmt::format("{} columns, at most {} are allowed", cells.size(), limits::table_columns));
            table.columns_ = std::move(cells);
            for (const std::string& needed : shape.columns) {
                bool found = false;
                for (const auto& column : table.columns_) found = found || column == needed;
                if (!found) fail(file, line, fmt::format("the header has no column '{}'", needed));
            }
            continue;
        }
        if (cells.size() != table.columns_.size()) {
            fail(file, line, fmt::format("{} cells where the header has {}", cells.size(), table.columns_.size()));
        }
        table.rows_.push_back({line, std::move(cells)});
        const Row& row = table.rows_.back();
        std::vector<std::string> name;
        for (const std::string& column : shape.key) name.push_back(table.text(row, column));
        if (!name.empty() && !seen.insert(name).second)
            fail(file, line, fmt::format("a second row for {}", fmt::join(name, ", ")));
    }
    if (table.columns_.empty()) fail(file, 1, "the table has no header");
    return table;
}

std::size_t Table::column_index(std::string_view column) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] == column) return i;
    }
    throw UserError(fmt::format("{}: there is no column '{}'", file_.string(), column));
}

const std::string& Table::text(const Row& row, std::string_view column) const {
    return row.cells[column_index(column)];
}

double Table::number(const Row& row, std::string_view column) const {
    const std::string& cell = text(row, column);
    const std::optional<double> value = parse_number<double>(cell);
    if (!value || !std::isfinite(*value)) {
        fail(file_, row.line, fmt::format("'{}' in column '{}' is not a number", cell, column));
    }
    return *value;
}

const Table::Row* Table::find(std::string_view level, std::string_view parameter) const {
    const std::size_t level_column = column_index("level");
    const std::size_t parameter_column = column_index("parameter");
    const Row* general = nullptr;
    for (const Row& row : rows_) {
        if (row.cells[parameter_column] != parameter) continue;
        if (row.cells[level_column] == level) return &row;
        if (row.cells[level_column] == "all") general = &row;
    }
    return general;
}

double Table::number(std::string_view level, std::string_view parameter, std::string_view unit,
                     std::string_view column) const {
    const Row* row = find(level, parameter);
    if (row == nullptr) {
        throw UserError(fmt::format("{}: no row gives '{}' of {}", file_.string(), parameter, level));
    }
    if (text(*row, "unit") != unit) {
        fail(file_, row->line,
             fmt::format("'{}' of {} is in '{}', expected '{}'", parameter, level, text(*row, "unit"), unit));
    }
    return number(*row, column);
}

namespace {

const char anchor = 0;  // an address in the file from which this code was loaded

// Folders that may hold the tables in an installation, relative to that file: a program in bin; or a shared object in a
// Python package that contains them or is in lib/python3/dist-packages/spondyl. A program installed elsewhere finds
// them where this library is installed.
std::vector<fs::path> installed_data() {
    std::vector<fs::path> places;
    Dl_info own{}, program{};
    const bool shared_object = dladdr(&anchor, &own) != 0 &&
                               // The program headers identify the program file, under whatever name it was called.
                               // NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval() hands addresses out as numbers
                               dladdr(reinterpret_cast<const void*>(getauxval(AT_PHDR)), &program) != 0 &&
                               own.dli_fbase != program.dli_fbase;
    // The kernel gives the file of the program itself, unlike argv[0].
    // NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval() hands addresses out as numbers
    const char* const name = shared_object ? own.dli_fname : reinterpret_cast<const char*>(getauxval(AT_EXECFN));
    std::error_code ignored;  // the file is gone, or was named relative to another folder
    const fs::path file = name == nullptr ? fs::path() : fs::canonical(name, ignored);
    if (!file.empty()) {
        const fs::path folder = file.parent_path();
        const fs::path share = fs::path("share") / "spondyl";
        if (shared_object) {
            places = {folder / share, folder.parent_path().parent_path().parent_path().parent_path() / share};
        } else {
            places = {folder.parent_path() / share};
        }
    }
    places.emplace_back(SPONDYL_SOURCE_DATA);  // before an installation, which may be older
    places.emplace_back(SPONDYL_INSTALLED_DATA);
    return places;
}

fs::path& chosen_by_program() {
    static fs::path folder;
    return folder;
}

}  // namespace

void use_data_directory(const fs::path& folder) {
    if (std::error_code unreachable; !folder.empty() && !fs::is_directory(folder, unreachable)) {
        throw UserError(
            fmt::format("'{}', given as the folder of the anatomy tables, is not a folder", folder.string()));
    }
    chosen_by_program() = folder;
}

fs::path data_directory() {
    if (const char* chosen = std::getenv("SPONDYL_DATA"); chosen != nullptr && *chosen != '\0') {
        if (std::error_code unreachable; fs::is_directory(chosen, unreachable)) return chosen;
        throw UserError(fmt::format("SPONDYL_DATA names '{}', which is not a folder", chosen));
    }
    if (!chosen_by_program().empty()) return chosen_by_program();
    const std::vector<fs::path> places = installed_data();
    for (const fs::path& place : places) {
        if (std::error_code ignored; fs::is_directory(place, ignored)) return place;
    }
    std::vector<std::string> names;
    names.reserve(places.size());
    for (const fs::path& place : places) names.push_back(place.string());
    throw UserError(fmt::format("the tables of the anatomy were not found in {}; set SPONDYL_DATA to their folder",
                                fmt::join(names, " or ")));
}

}  // namespace spondyl
