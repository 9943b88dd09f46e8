// SPDX-License-Identifier: Apache-2.0
#include "io/results/field_result_file.hpp"

#include "io/results/column_groups.hpp"
#include "io/results/field_groups.hpp"
#include "io/results/read_file.hpp"
#include "io/results/restart_group.hpp"

namespace spondyl {

namespace {

using hdf5::Group;

template <class Column>
std::vector<std::string> names_of(const std::vector<Column>& list) {
    std::vector<std::string> names;
    names.reserve(list.size());
    for (const Column& one : list) names.push_back(one.name);
    return names;
}

void write_words(Group& group, const char* attribute, const std::string& text, const std::string& object = ".") {
    if (!text.empty()) group.attribute(attribute, text, object);
}

std::string read_words(const Group& group, const char* attribute, const std::string& object = ".") {
    return group.has_attribute(attribute, object) ? group.text_attribute(attribute, object) : std::string();
}

void write_tables(Group& root, const std::vector<DataTable>& list) {
    if (list.empty()) return;
    Group tables = root.create_group("tables");
    tables.write_texts("names", names_of(list));
    for (const DataTable& table : list) {
        Group group = tables.create_group(table.name);
        write_words(group, "doc", table.doc);
        group.write_texts("text_columns", names_of(table.texts));
        group.write_texts("number_columns", names_of(table.numbers));
        for (const DataTable::Texts& column : table.texts) {
            group.write_texts(column.name, column.rows);
            write_words(group, "doc", column.doc, column.name);
        }
        for (const DataTable::Numbers& column : table.numbers) {
            group.write(column.name, column.rows);
            write_words(group, "unit", column.unit, column.name);
            write_words(group, "doc", column.doc, column.name);
        }
    }
}

std::vector<DataTable> read_tables(const Group& root) {
    if (!root.has("tables")) return {};
    const Group tables = root.group("tables");
    std::vector<DataTable> list;
    for (const std::string& name : tables.read_texts("names")) {
        const Group group = tables.group(name);
        tables.claim<DataTable>(1, name);
        DataTable table{.name = name, .doc = read_words(group, "doc"), .texts = {}, .numbers = {}};
        for (const std::string& column : group.read_texts("text_columns")) {
            group.claim<DataTable::Texts>(1, column);
            table.texts.push_back({column, read_words(group, "doc", column), group.read_texts(column)});
        }
        for (const std::string& column : group.read_texts("number_columns")) {
            group.claim<DataTable::Numbers>(1, column);
            table.numbers.push_back({column, read_words(group, "unit", column), read_words(group, "doc", column),
                                     group.read<double>(column)});
        }
        list.push_back(std::move(table));
    }
    return list;
}

void fill(Group& root, const FieldResult& result) {
    const std::vector<const FieldState*> states = field_states(result.states);
    write_vtk(root, result.mesh, states, {});
    write_states(root, states);
    write_tables(root, result.tables);
    write_history(root, result.history);
    write_provenance(root, result);
    write_status(root, result).write_texts("warnings", result.warnings);
}

}  // namespace

void write_field_result(const FieldResult& result, const std::filesystem::path& path, const DeckRestart* restart) {
    try {
        check_field_result(result);
    } catch (const BrokenRule& broken) {
        throw InternalError(fmt::format("a result that cannot be written: {}", broken.what()));
    }
    hdf5::write_file(path, [&](Group& root) {
        fill(root, result);
        if (restart != nullptr) write_deck_restart(root, *restart);
    });
}

FieldResult read_field_groups(const Group& root) {
    FieldResult result;
    result.mesh = read_mesh(root);
    result.states = read_states(root, result.mesh);
    result.tables = read_tables(root);
    result.history = read_history(root);
    read_run_info(root, result);
    if (const Group status = root.group("status"); status.has("warnings"))
        result.warnings = status.read_texts("warnings");
    check_field_result(result);
    return result;
}

FieldResult read_field_result(const std::filesystem::path& path) {
    return read_begun_field_result(path).result;
}

BegunFieldResult read_begun_field_result(const std::filesystem::path& path) {
    return read_result_file(path, [](const Group& root) {
        if (holds_spine(root)) throw hdf5::Error("it holds a spine, but a result without anatomy is expected");
        return BegunFieldResult{.result = read_field_groups(root), .restart = read_deck_restart(root)};
    });
}

}  // namespace spondyl
