// SPDX-License-Identifier: Apache-2.0
#include "io/results/verdict_group.hpp"

#include "io/results/column_groups.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

constexpr std::array warning_columns = {
    Column<InputWarning>{"value", "of the kind", "As given in the scenario", &InputWarning::value},
    Column<InputWarning>{"least", "of the kind", "Smallest usual value", &InputWarning::least},
    Column<InputWarning>{"most", "of the kind", "Largest usual value", &InputWarning::most},
};

template <NamedEnum Enum>
std::string text_of(const std::optional<Enum>& value) {
    return value ? std::string(name(*value)) : std::string();
}

template <NamedEnum Enum>
std::optional<Enum> read_optional_name(const Group& group, const char* column, std::size_t row,
                                       const std::string& text) {
    if (text.empty()) return std::nullopt;
    return read_enumerator<Enum>(group, column, row, text);
}

void read_limiting(const Group& group, std::vector<TaskVerdict>& verdicts) {
    const std::vector<std::int32_t> rows = group.read<std::int32_t>("verdict");
    const auto groups = read_names<MuscleGroup>(group, "group");
    const auto sides = read_names<Side>(group, "side");
    if (groups.size() != rows.size() || sides.size() != rows.size())
        throw hdf5::Error(group.path_of("group") + ": columns of different length");
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i] < 0 || static_cast<std::size_t>(rows[i]) >= verdicts.size())
            throw hdf5::Error(fmt::format("{}, row {}: there is no verdict {} among {}", group.path_of("verdict"), i,
                                          rows[i], verdicts.size()));
        verdicts[static_cast<std::size_t>(rows[i])].limiting.push_back({groups[i], sides[i]});
    }
}

void read_input_warnings(const Group& group, Result& result) {
    const auto kinds = read_names<InputWarningKind>(group, "kind");
    const std::vector<std::string> tasks = read_texts(group, "task", kinds.size());
    group.claim<InputWarning>(kinds.size(), "kind");
    result.warnings.resize(kinds.size());
    read_columns<InputWarning>(group, warning_columns, result.warnings);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        result.warnings[i].kind = kinds[i];
        result.warnings[i].task = tasks[i];
    }
}

}  // namespace

void write_verdicts(Group& root, const Result& result) {
    std::vector<std::string> tasks, kinds, conditions, vertebrae, reports, groups, sides;
    std::vector<std::int32_t> rows;
    for (std::size_t i = 0; i < result.verdicts.size(); ++i) {
        const TaskVerdict& verdict = result.verdicts[i];
        tasks.push_back(verdict.task);
        kinds.emplace_back(name(verdict.kind));
        conditions.push_back(text_of(verdict.short_of));
        vertebrae.push_back(text_of(verdict.vertebra));
        reports.push_back(verdict.solver_report);
        for (const LimitingMuscle& muscle : verdict.limiting) {
            rows.push_back(static_cast<std::int32_t>(i));
            groups.emplace_back(name(muscle.group));
            sides.emplace_back(name(muscle.side));
        }
    }
    Group group = root.create_group("verdicts");
    group.write_texts("task", tasks);
    group.write_texts("kind", kinds);
    write_columns(group, verdict_columns(), result.verdicts);
    group.write_texts("short_of", conditions);
    group.write_texts("vertebra", vertebrae);
    group.write_texts("solver_report", reports);
    Group limiting = group.create_group("limiting");
    limiting.write("verdict", rows);
    limiting.write_texts("group", groups);
    limiting.write_texts("side", sides);

    std::vector<std::string> warning_kinds, warned;
    for (const InputWarning& warning : result.warnings) {
        warning_kinds.emplace_back(name(warning.kind));
        warned.push_back(warning.task);
    }
    Group warnings = root.create_group("input_warnings");
    warnings.write_texts("kind", warning_kinds);
    warnings.write_texts("task", warned);
    write_columns<InputWarning>(warnings, warning_columns, result.warnings);
}

void read_verdicts(const Group& root, Result& result) {
    if (root.has("verdicts")) {
        const Group group = root.group("verdicts");
        const auto kinds = read_names<VerdictKind>(group, "kind");
        const std::size_t rows = kinds.size();
        const std::vector<std::string> tasks = read_texts(group, "task", rows),
                                       conditions = read_texts(group, "short_of", rows),
                                       vertebrae = read_texts(group, "vertebra", rows),
                                       reports = read_texts(group, "solver_report", rows);
        group.claim<TaskVerdict>(rows, "kind");
        result.verdicts.resize(rows);
        read_columns(group, verdict_columns(), result.verdicts);
        for (std::size_t i = 0; i < rows; ++i) {
            TaskVerdict& verdict = result.verdicts[i];
            verdict.task = tasks[i];
            verdict.kind = kinds[i];
            verdict.short_of = read_optional_name<ShortCondition>(group, "short_of", i, conditions[i]);
            verdict.vertebra = read_optional_name<Vertebra>(group, "vertebra", i, vertebrae[i]);
            verdict.solver_report = reports[i];
        }
        read_limiting(group.group("limiting"), result.verdicts);
    }
    if (root.has("input_warnings")) read_input_warnings(root.group("input_warnings"), result);
}

}  // namespace spondyl
