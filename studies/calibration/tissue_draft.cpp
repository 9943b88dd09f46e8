// SPDX-License-Identifier: Apache-2.0
#include "studies/calibration/tissue_draft.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <fnmatch.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <map>
#include <sstream>
#include <tuple>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "core/text/text_file.hpp"
#include "io/safe_write.hpp"
#include "models/anatomy/own_set.hpp"
#include "models/tissue/ligament_set.hpp"
#include "models/tissue/tissue_set.hpp"

namespace spondyl {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> words_of(const std::string& text) {
    std::istringstream stream(text);
    return {std::istream_iterator<std::string>(stream), {}};
}

std::string cell(const std::string& text) {
    if (text.find_first_of(",\"") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + '"';
}

// The text of the table with changed cells in some of its lines.
std::string rewritten(const Table& table, const std::map<int, Table::Row>& changed) {
    std::istringstream stream(read_text_file(table.file(), "table", limits::table_bytes));
    std::string text, line;
    for (int number = 1; std::getline(stream, line); ++number) {
        if (const auto change = changed.find(number); change != changed.end()) {
            line.clear();
            for (const std::string& one : change->second.cells) line += (line.empty() ? "" : ",") + cell(one);
        }
        text += line + '\n';
    }
    return text;
}

// Sets the cell of a column, if the table has it.
void set_cell(const Table& table, Table::Row& row, std::string_view column, const std::string& text) {
    const auto found = std::ranges::find(table.columns(), column);
    if (found != table.columns().end()) row.cells[static_cast<std::size_t>(found - table.columns().begin())] = text;
}

std::string ligaments_of(const Scenario& base) {
    return base.tissue.ligaments.empty() ? load_tissue_set(base.tissue.set).ligament_set : base.tissue.ligaments;
}

}  // namespace

double FreeParameter::to_unit(double value) const {
    return scale == ParameterScale::log ? std::log(value / low) / std::log(high / low) : (value - low) / (high - low);
}

double FreeParameter::from_unit(double share) const {
    return scale == ParameterScale::log ? low * std::pow(high / low, share) : low + share * (high - low);
}

TissueDraft::TissueDraft(const Scenario& base)
    : parameters_(Table::read(data_directory() / "calibration_parameters.csv",
                              {.columns = {"parameter", "in", "rows", "of", "low", "high", "unit", "scale", "default",
                                           "meaning", "source", "doi"},
                               .key = {"parameter"}})),
      ligaments_(ligaments_of(base)),
      tissue_(Table::read(tissue_set_files(base.tissue.set).parameters)),
      ligament_table_(Table::read(ligament_set_file(ligaments_))),
      fibre_curves_(tissue_set_files(base.tissue.set).fibre_curves),
      common_(tissue_set_files(base.tissue.set).common),
      structures_(base.structures) {}

std::optional<TissueDraft::Rows> TissueDraft::rows_of(std::string_view parameter) const {
    const auto entry = std::ranges::find_if(
        parameters_.rows(), [&](const Table::Row& row) { return parameters_.text(row, "parameter") == parameter; });
    const bool listed = entry != parameters_.rows().end();
    Rows rows{.ligaments = listed && parameters_.text(*entry, "in") == "ligaments",
              .factor = listed && parameters_.text(*entry, "of") == "factor",
              .members = {}};
    const Table& table = rows.ligaments ? ligament_table_ : tissue_;
    const std::vector<std::string> names =
        listed ? words_of(parameters_.text(*entry, "rows")) : std::vector{std::string(parameter)};
    for (const std::string& name : names) {
        const std::size_t before = rows.members.size();
        for (const Table::Row& row : table.rows()) {
            if (fnmatch(name.c_str(), table.text(row, "parameter").c_str(), 0) == 0) rows.members.push_back(row);
        }
        if (!rows.ligaments && rows.members.size() == before) return std::nullopt;
    }
    if (rows.members.empty()) return std::nullopt;
    if (!rows.factor) rows.start = table.number(rows.members[0], "value");
    return rows;
}

TissueDraft::Rows TissueDraft::needed_rows(std::string_view parameter) const {
    if (auto rows = rows_of(parameter)) return *rows;
    std::vector<std::string> names;
    for (const Table::Row& row : parameters_.rows()) {
        if (rows_of(parameters_.text(row, "parameter"))) names.push_back(parameters_.text(row, "parameter"));
    }
    throw UserError(fmt::format("{} has no parameter '{}'; there are {}, and the rows of the table",
                                tissue_.file().string(), parameter, fmt::join(names, ", ")));
}

// Whether the specimen has the ligament of the parameter; it always has the parameters of the tissue set.
bool TissueDraft::specimen_has(const Table::Row& parameter) const {
    if (parameters_.text(parameter, "in") != "ligaments") return true;
    for (int i = 0; i < ligament_count; ++i) {
        const auto ligament = static_cast<Ligament>(i);
        const std::string& of = parameters_.text(parameter, "parameter");
        if (structures_.has(ligament) && (of == "ligaments" || of == name(ligament))) return true;
    }
    return false;
}

FreeParameter TissueDraft::published(const Table::Row& parameter, const Rows& rows) const {
    const auto scale = find_enumerator<ParameterScale>(parameters_.text(parameter, "scale"));
    if (!scale)
        throw UserError(fmt::format("{}:{}: column 'scale': '{}' is not one of {}", parameters_.file().string(),
                                    parameter.line, parameters_.text(parameter, "scale"),
                                    fmt::join(parameter_scale_names, ", ")));
    const std::string& doi = parameters_.text(parameter, "doi");
    return {.name = parameters_.text(parameter, "parameter"),
            .meaning = parameters_.text(parameter, "meaning"),
            .unit = parameters_.text(parameter, "unit"),
            .source = parameters_.text(parameter, "source") + (doi.empty() ? "" : ", doi:" + doi),
            .start = rows.start,
            .low = parameters_.number(parameter, "low"),
            .high = parameters_.number(parameter, "high"),
            .scale = *scale};
}

std::vector<FreeParameter> TissueDraft::free_parameters(const std::vector<ParameterRequest>& requests) const {
    std::vector<FreeParameter> free;
    if (requests.empty()) {
        for (const Table::Row& row : parameters_.rows()) {
            if (parameters_.text(row, "default") != "yes" || !specimen_has(row)) continue;
            if (const auto rows = rows_of(parameters_.text(row, "parameter"))) free.push_back(published(row, *rows));
        }
        return free;
    }
    for (const ParameterRequest& request : requests) {
        const Rows rows = needed_rows(request.name);
        if (std::ranges::count(free, request.name, &FreeParameter::name) > 0)
            throw UserError(fmt::format("the parameter '{}' is named twice", request.name));
        const auto entry = std::ranges::find_if(parameters_.rows(), [&](const Table::Row& row) {
            return parameters_.text(row, "parameter") == request.name;
        });
        if (entry != parameters_.rows().end()) {
            free.push_back(published(*entry, rows));
        } else {
            free.push_back({.name = request.name,
                            .meaning = tissue_.text(rows.members[0], "parameter"),
                            .unit = tissue_.text(rows.members[0], "unit"),
                            .source = {},
                            .start = rows.start});
            if (!request.range)
                throw UserError(fmt::format("no range has been published for the row '{}'; give one: {}=LOW:HIGH",
                                            request.name, request.name));
        }
        FreeParameter& one = free.back();
        if (request.range) {
            std::tie(one.low, one.high) = *request.range;
            one.source = "given by the user";
            if (one.low <= 0.0) one.scale = ParameterScale::linear;
        }
        if (!(one.low < one.high))
            throw UserError(fmt::format("the range of '{}', {} to {}, is empty", one.name, one.low, one.high));
        if (rows.members.size() > 1 && one.start == 0.0)
            throw UserError(fmt::format("'{}' is 0 in {}: its rows have no ratios to preserve; vary them one by one",
                                        one.name, tissue_.file().string()));
    }
    return free;
}

void TissueDraft::write(const fs::path& folder, const std::vector<ParameterValue>& values,
                        const std::string& remark) const {
    std::map<int, Table::Row> changed[2];  // of the tissue set, of the ligaments
    for (const ParameterValue& one : values) {
        const Rows rows = needed_rows(one.name);
        const Table& table = rows.ligaments ? ligament_table_ : tissue_;
        for (const Table::Row& member : rows.members) {
            Table::Row& row = changed[rows.ligaments ? 1 : 0].try_emplace(member.line, member).first->second;
            double number = one.value;
            if (rows.factor) {
                number *= table.number(row, "value");  // as changed by another factor
            } else if (rows.start != 0.0) {
                number *= table.number(member, "value") / rows.start;
            }
            set_cell(table, row, "value", fmt::format("{:.10g}", number));
            if (remark.empty()) continue;
            set_cell(table, row, "confidence", "calibrated");
            set_cell(table, row, "note", fmt::format("{} before; {}", table.text(member, "value"), remark));
        }
    }
    // The user's own ligament table is copied with the set, since paths in a table are relative to it.
    const bool own_ligaments = !changed[1].empty() || is_own_set(ligaments_);
    if (const Table::Row* row = tissue_.find("all", "ligament_set")) {
        Table::Row& change = changed[0].try_emplace(row->line, *row).first->second;
        set_cell(tissue_, change, "value", own_ligaments ? "ligaments.csv" : ligaments_);
    }
    const std::string first = remark.empty() ? "" : fmt::format("# {}\n", remark);
    if (own_ligaments) write_text_safely(folder / "ligaments.csv", first + rewritten(ligament_table_, changed[1]));
    for (const auto& [from, to] : {std::pair{fibre_curves_, "fibre_curves.csv"}, std::pair{common_, "common.csv"}}) {
        const bool own = from.parent_path() == tissue_.file().parent_path();
        if (own && fs::exists(from)) write_text_safely(folder / to, rewritten(Table::read(from), {}));
    }
    write_text_safely(folder / "parameters.csv", first + rewritten(tissue_, changed[0]));
}

}  // namespace spondyl
