// SPDX-License-Identifier: Apache-2.0
#include "io/results/check_fields.hpp"

#include "core/mesh/cells.hpp"
#include "io/results/rules.hpp"

namespace spondyl {

namespace {

void check_blocks(const std::vector<CellBlock>& blocks, std::size_t nodes, const std::string& what) {
    std::size_t cell = 0;
    for (const CellBlock& block : blocks) {
        const CellKind* kind = find_cell_kind(block.type);
        require(kind != nullptr, "{} {} is of the VTK cell type {}, which no element has", what, cell,
                static_cast<int>(block.type));
        const auto each = static_cast<std::size_t>(kind->nodes);
        require(block.connectivity.size() % each == 0, "{} {} and following: {} nodes for cells of {}", what, cell,
                block.connectivity.size(), each);
        for (std::size_t i = 0; i < block.connectivity.size(); ++i) {
            const int node = block.connectivity[i];
            require(node >= 0 && static_cast<std::size_t>(node) < nodes, "{} {} uses node {} of {}", what,
                    cell + i / each, node, nodes);
        }
        cell += block.connectivity.size() / each;
    }
}

void check_set(const std::vector<int>& set, std::size_t count, const std::string& what) {
    for (const int member : set)
        require(member >= 0 && static_cast<std::size_t>(member) < count, "{} holds {} of {}", what, member, count);
}

// Units and descriptions are shown beside names on terminals and pages; a file holds them as attributes.
void check_words(const std::string& text, const std::string& what) {
    constexpr std::size_t longest = 2000;
    require(text.size() <= longest && !find_hidden(text), "{} is longer than {} characters or cannot be shown", what,
            longest);
}

void check_fields(const std::vector<Field>& fields, const std::vector<Field>& first, std::size_t rows,
                  const std::string& of_each, const std::string& where) {
    require(fields.size() == first.size(), "{} has {} fields, the first state {}", where, fields.size(), first.size());
    for (std::size_t f = 0; f < fields.size(); ++f) {
        const Field& field = fields[f];
        require(field.name == first[f].name && field.components == first[f].components,
                "{} has the field {} with {} components where the first state has {} with {}", where, field.name,
                field.components, first[f].name, first[f].components);
        require(field.unit == first[f].unit && field.doc == first[f].doc,
                "{}, field {} has another unit or doc than in the first state", where, field.name);
        const auto columns = static_cast<std::size_t>(field.components);
        require(field.components > 0 && field.values.size() == rows * columns,
                "{}, field {}: {} values for {} {}s of {} components", where, field.name, field.values.size(), rows,
                of_each, field.components);
        for (std::size_t i = 0; i < field.values.size(); ++i) {
            check_number(field.values[i], most, [&] {
                return fmt::format("{}, field {}, {} {}, component {}", where, field.name, of_each, i / columns,
                                   i % columns);
            });
        }
    }
}

void check_names(const std::vector<Field>& fields, std::set<std::string> taken) {
    for (const Field& field : fields) {
        check_name(field.name, "a field");
        require(taken.insert(field.name).second, "two fields are called {}", field.name);
        check_words(field.unit, "the unit of " + field.name);
        check_words(field.doc, "the doc of " + field.name);
    }
}

// Of `columns` in the table `table`; `names`: of those before.
template <class Column>
void check_columns(const std::vector<Column>& columns, const std::string& table, std::size_t rows,
                   std::set<std::string>& names) {
    for (const Column& column : columns) {
        const std::string what = fmt::format("table {}, column {}", table, column.name);
        check_name(column.name, "a column of table " + table);
        require(column.name != "text_columns" && column.name != "number_columns",
                "{}: the name is taken by the list of columns", what);
        require(names.insert(column.name).second, "two columns of table {} are called {}", table, column.name);
        require(column.rows.size() == rows, "{} has {} rows of {}", what, column.rows.size(), rows);
        check_words(column.doc, what + ", doc");
        if constexpr (requires { column.unit; }) {
            check_words(column.unit, what + ", unit");
        } else {
            for (const std::string& text : column.rows) check_words(text, what);
        }
    }
}

void check_table(const DataTable& table, std::size_t states) {
    const std::size_t rows = !table.numbers.empty() ? table.numbers.front().rows.size()
                             : !table.texts.empty() ? table.texts.front().rows.size()
                                                    : 0;
    std::set<std::string> names;
    check_columns(table.texts, table.name, rows, names);
    check_columns(table.numbers, table.name, rows, names);
    check_words(table.doc, fmt::format("table {}, doc", table.name));
    for (const DataTable::Numbers& column : table.numbers) {
        for (std::size_t i = 0; i < rows; ++i) {
            check_number(column.rows[i], most_ratio,
                         [&] { return fmt::format("table {}, column {}, row {}", table.name, column.name, i); });
            if (column.name != "state") continue;
            const double state = column.rows[i];
            require(state >= 0.0 && state < static_cast<double>(states) && state == std::floor(state),
                    "table {}, row {}: there is no state {} among {}", table.name, i, state, states);
        }
    }
}

}  // namespace

void check_mesh(const Mesh& mesh) {
    check_points(mesh.nodes, most_mm, "mesh, nodes");
    check_blocks(mesh.blocks, mesh.nodes.size(), "mesh, cell");
    const std::size_t cells = cell_count(mesh);
    for (const auto& [name, set] : mesh.node_sets) {
        check_name(name, "a set of nodes");
        check_set(set, mesh.nodes.size(), "the set of nodes " + name);
    }
    for (const auto& [name, set] : mesh.cell_sets) {
        check_name(name, "a set of cells");
        check_set(set, cells, "the set of cells " + name);
    }
    for (const auto& [name, blocks] : mesh.face_sets) {
        check_name(name, "a set of faces");
        check_blocks(blocks, mesh.nodes.size(), fmt::format("the set of faces {}, face", name));
    }
}

void check_field_names(const FieldState& first, std::set<std::string> taken) {
    check_names(first.cell_fields, std::move(taken));
    check_names(first.node_fields, {"displacement_mm"});
}

void check_field_state(const Mesh& mesh, const FieldState& state, const FieldState& first, const std::string& where) {
    check_number(state.time, most, [&] { return where + ", time"; });
    require(state.displacement.size() == mesh.nodes.size(), "{} has {} displacements for {} nodes", where,
            state.displacement.size(), mesh.nodes.size());
    check_points(state.displacement, most_mm, where + ", displacement_mm");
    check_fields(state.cell_fields, first.cell_fields, cell_count(mesh), "cell", where);
    check_fields(state.node_fields, first.node_fields, mesh.nodes.size(), "node", where);
}

void check_history(const std::vector<HistoryRow>& history) {
    for (std::size_t i = 0; i < history.size(); ++i) {
        const HistoryRow& row = history[i];
        const auto check = [&](double value, std::string_view name) {
            check_number(value, most_diverged, [&] { return fmt::format("history, row {}, {}", i, name); });
        };
        check(row.time, "time");
        check(row.residual_N, "residual_N");
        check(row.energy_Nmm, "energy_Nmm");
        check(row.external_work_Nmm, "external_work_Nmm");
        require(row.iterations >= 0 && row.factorisations >= 0, "history, row {}: {} iterations, {} factorisations", i,
                row.iterations, row.factorisations);
    }
}

void check_run_info(const RunInfo& run) {
    check_number(run.wall_seconds, most, [] { return "wall_seconds"; });
}

void check_field_result(const FieldResult& result) {
    require(!result.states.empty(), "a result without any state");
    check_mesh(result.mesh);
    const FieldState& first = result.states.front();
    check_field_names(first);
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const FieldState& state = result.states[i];
        const std::string where = fmt::format("state {} ({})", i, state.step);
        require(i == 0 || state.time >= result.states[i - 1].time, "{} is at the time {}, before the state before it",
                where, state.time);
        check_field_state(result.mesh, state, first, where);
    }
    std::set<std::string> tables;
    for (const DataTable& table : result.tables) {
        check_name(table.name, "a table");
        require(table.name != "names", "a table cannot be called names, which is the list of tables");
        require(tables.insert(table.name).second, "two tables are called {}", table.name);
        check_table(table, result.states.size());
    }
    check_history(result.history);
    check_run_info(result);
}

}  // namespace spondyl
