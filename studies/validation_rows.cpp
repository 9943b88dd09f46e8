// SPDX-License-Identifier: Apache-2.0
#include "studies/validation_rows.hpp"

#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/error.hpp"
#include "models/anatomy/table.hpp"
#include "studies/span.hpp"

namespace spondyl {

namespace {

class ValidationRowReader {
  public:
    explicit ValidationRowReader(const std::filesystem::path& file)
        : table_(Table::read(file, {.columns = {"id", "group", "quantity", "level", "experiment", "step", "measure",
                                                "published", "low", "high", "unit", "scatter", "band_rule", "source",
                                                "doi", "confidence", "chart", "abscissa"},
                                    .key = {"id"}})) {}

    std::vector<ValidationRow> rows() {
        std::vector<ValidationRow> rows;
        for (const Table::Row& row : table_.rows()) rows.push_back(read(row));
        return rows;
    }

  private:
    [[noreturn]] void fail(const Table::Row& row, const std::string& what) const {
        throw UserError(fmt::format("{}:{}: {}", table_.file().string(), row.line, what));
    }
    const std::string& needed(const Table::Row& row, std::string_view column) const {
        const std::string& text = table_.text(row, column);
        if (text.empty()) fail(row, fmt::format("the column '{}' is empty", column));
        return text;
    }
    std::optional<double> number(const Table::Row& row, std::string_view column) const {
        if (table_.text(row, column).empty()) return std::nullopt;
        return table_.number(row, column);
    }
    Expression expression(const Table::Row& row, std::string_view column, const ValidationRow& result) const {
        try {
            Expression parsed = Expression::parse(table_.text(row, column));
            if (parsed.differs_by_disc() && result.discs.size() != 1) {
                fail(row, fmt::format("\"{}\" differs from disc to disc of {}: reduce it with sum, mean, largest or "
                                      "smallest",
                                      parsed.text(), result.level));
            }
            for (const Expression::Reference& reference : parsed.references()) {
                if (!reference.experiment.empty()) check_experiment(row, reference.experiment);
            }
            return parsed;
        } catch (const UserError& error) {
            const std::string place = fmt::format("{}:{}:", table_.file().string(), row.line);
            if (std::string_view(error.what()).starts_with(place)) throw;
            fail(row, error.what());
        }
    }
    void check_experiment(const Table::Row& row, const std::string& experiment) const {
        const std::filesystem::path scenario = table_.file().parent_path() / (experiment + ".toml");
        if (!std::filesystem::exists(scenario)) fail(row, fmt::format("there is no file {}", scenario.string()));
    }

    ValidationRow read(const Table::Row& row) const {
        ValidationRow result;
        result.line = row.line;
        result.id = needed(row, "id");
        result.group = needed(row, "group");
        result.quantity = needed(row, "quantity");
        result.level = needed(row, "level");
        result.discs = discs_of_span(result.level);
        if (result.discs.empty()) {
            fail(row, fmt::format("'{}' is no level; a level is two vertebrae from T12 to S1, as in L4-L5 or L1-S1",
                                  result.level));
        }
        result.experiment = needed(row, "experiment");
        check_experiment(row, result.experiment);
        result.step = needed(row, "step");
        result.measure = expression(row, "measure", result);
        result.published = number(row, "published");
        result.low = number(row, "low");
        result.high = number(row, "high");
        if (result.low && result.high && *result.low > *result.high) {
            fail(row,
                 fmt::format("the lower end of the band, {}, lies above the upper end, {}", *result.low, *result.high));
        }
        result.unit = needed(row, "unit");
        result.scatter = table_.text(row, "scatter");
        result.band_rule = result.low || result.high ? needed(row, "band_rule") : table_.text(row, "band_rule");
        result.source = needed(row, "source");
        result.doi = table_.text(row, "doi");
        const std::string& confidence = needed(row, "confidence");
        const std::optional<Confidence> found = find_enumerator<Confidence>(confidence);
        if (!found) {
            fail(row,
                 fmt::format("'{}' is no confidence; there are {}", confidence, fmt::join(confidence_names, ", ")));
        }
        result.confidence = *found;
        result.chart = table_.text(row, "chart");
        if (!result.chart.empty()) result.abscissa = expression(row, "abscissa", result);
        return result;
    }

    Table table_;
};

}  // namespace

std::vector<ValidationRow> read_validation_rows(const std::filesystem::path& table) {
    return ValidationRowReader(table).rows();
}

std::vector<std::string> experiments_of(const ValidationRow& row) {
    std::set<std::string> names = {row.experiment};
    for (const Expression::Reference& reference : row.measure.references()) {
        if (!reference.experiment.empty()) names.insert(reference.experiment);
    }
    return {names.begin(), names.end()};
}

std::vector<ValidationRow> select_rows(std::vector<ValidationRow> rows, const std::vector<std::string>& patterns) {
    if (patterns.empty()) return rows;
    const auto matches = [](const std::string& pattern, const ValidationRow& row) {
        return std::ranges::any_of(std::array{&row.id, &row.group, &row.level}, [&](const std::string* text) {
            return fnmatch(pattern.c_str(), text->c_str(), 0) == 0;
        });
    };
    for (const std::string& pattern : patterns) {
        if (std::ranges::any_of(rows, [&](const ValidationRow& row) { return matches(pattern, row); })) continue;
        std::set<std::string> groups;
        for (const ValidationRow& row : rows) groups.insert(row.group);
        throw UserError(
            fmt::format("no row has an id, group or level like \"{}\"; groups: {}", pattern, fmt::join(groups, ", ")));
    }
    std::erase_if(rows, [&](const ValidationRow& row) {
        return std::ranges::none_of(patterns, [&](const std::string& pattern) { return matches(pattern, row); });
    });
    return rows;
}

}  // namespace spondyl
