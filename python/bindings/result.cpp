// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>
#include <pybind11/numpy.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <memory>
#include <set>

#include "core/elements/topology.hpp"
#include "core/error.hpp"
#include "io/results/applied_loads.hpp"
#include "io/results/body_groups.hpp"
#include "io/results/result_text.hpp"
#include "io/results/summary_csv.hpp"
#include "models/geometry/spine_mesh.hpp"
#include "python/bindings/bindings.hpp"

namespace spondyl::python {

namespace py = pybind11;

namespace {

// Arrays that look into a result without copying: they keep the result alive, and nobody writes through them.
template <class Number>
py::array view(const py::object& owner, const Number* data, std::vector<py::ssize_t> shape,
               std::vector<py::ssize_t> strides = {}) {
    py::array_t<Number> array = strides.empty()
                                    ? py::array_t<Number>(std::move(shape), data, owner)
                                    : py::array_t<Number>(std::move(shape), std::move(strides), data, owner);
    array.attr("setflags")(py::arg("write") = false);
    return array;
}

py::array points(const py::object& owner, const std::vector<Vec3>& list) {
    static_assert(sizeof(Vec3) == 3 * sizeof(double));
    return view(owner, list.empty() ? nullptr : list.front().data(), {std::ssize(list), 3});
}

template <std::size_t corners>
py::array cells(const py::object& owner, const std::vector<std::array<int, corners>>& list) {
    return view(owner, list.empty() ? nullptr : list.front().data(), {std::ssize(list), corners});
}

const Result& of(const py::object& self) {
    return self.cast<const Result&>();
}

// Nodes of each cell; the spine is meshed with one kind of cell.
py::array cells_of_mesh(const py::object& self) {
    const std::vector<CellBlock>& blocks = of(self).mesh.blocks;
    if (blocks.empty()) return view<int>(self, nullptr, {0, 0});
    if (blocks.size() > 1) throw py::value_error("the mesh has cells of several kinds, which are no one array");
    const py::ssize_t nodes = find_cell_kind(blocks.front().type)->nodes;
    return view(self, blocks.front().connectivity.data(), {std::ssize(blocks.front().connectivity) / nodes, nodes});
}

// VTK's number of the kind of the cells; 0 without a mesh.
int cell_type(const Result& result) {
    return result.mesh.blocks.empty() ? 0 : static_cast<int>(result.mesh.blocks.front().type);
}

// Pairs of corners of a linear cell that its edges join.
py::array_t<int> cell_edges(const Result& result) {
    std::set<std::pair<int, int>> edges;
    for (const LocalFace& face : cell_topology(CellType(cell_type(result))).faces) {
        const std::span<const int> nodes = face.nodes();
        for (std::size_t i = 0; i < nodes.size(); ++i)
            edges.insert(std::minmax(nodes[i], nodes[(i + 1) % nodes.size()]));
    }
    py::array_t<int> array({std::ssize(edges), py::ssize_t{2}});
    auto rows = array.mutable_unchecked<2>();
    py::ssize_t row = 0;
    for (const auto& [first, second] : edges) {
        rows(row, 0) = first;
        rows(row++, 1) = second;
    }
    return array;
}

const ResultState& state_of(const py::object& self, std::size_t index) {
    const Result& result = of(self);
    if (index >= result.states.size())
        throw py::index_error(fmt::format("the result has {} states", result.states.size()));
    return result.states[index];
}

const BoneSurface& bone_of(const py::object& self, std::size_t index) {
    const Result& result = of(self);
    if (index >= result.bones.size())
        throw py::index_error(fmt::format("the result has {} bones", result.bones.size()));
    return result.bones[index];
}

py::array field(const py::object& self, std::size_t state, const std::string& name) {
    const std::vector<Field>& fields = state_of(self, state).cell_fields;
    const auto found = std::ranges::find(fields, name, &Field::name);
    if (found == fields.end()) throw py::key_error(name);
    const py::ssize_t rows = std::ssize(found->values) / found->components;
    if (found->components == 1) return view(self, found->values.data(), {rows});
    return view(self, found->values.data(), {rows, found->components});
}

std::vector<std::string> field_names(const py::object& self, std::size_t state) {
    std::vector<std::string> names;
    for (const Field& one : state_of(self, state).cell_fields) names.push_back(one.name);
    return names;
}

// Name, unit and doc of the numbers of a table.
using Columns = std::vector<std::array<std::string, 3>>;

template <class List>
void append(Columns& columns, const List& list, std::string_view prefix = {}) {
    for (const auto& column : list)
        columns.push_back(
            {fmt::format("{}{}", prefix, column.name), std::string(column.unit), std::string(column.doc)});
}

struct TableKind {
    std::string_view name;
    std::string (*text)(const Result&);
    void (*columns)(Columns&);
};

constexpr std::array table_kinds = {
    TableKind{"discs", summary_csv,
              [](Columns& columns) {
                  append(columns, disc_measure_columns());
                  append(columns, applied_loads, "applied_");
              }},
    TableKind{"ligaments", ligaments_csv, [](Columns& columns) { append(columns, ligament_measure_columns()); }},
    TableKind{"facets", facets_csv, [](Columns& columns) { append(columns, facet_measure_columns()); }},
    TableKind{"tasks", tasks_csv, [](Columns& columns) { append(columns, task_measure_columns()); }},
    TableKind{"indices", indices_csv, [](Columns& columns) { append(columns, index_measure_columns()); }},
    TableKind{"lifting", lifting_csv, [](Columns& columns) { append(columns, lifting_columns()); }},
    TableKind{"muscles", muscles_csv, [](Columns& columns) { append(columns, muscle_columns); }},
};

const TableKind& find_table(const std::string& name) {
    const auto found = std::ranges::find(table_kinds, name, &TableKind::name);
    if (found == table_kinds.end()) throw py::key_error(name);
    return *found;
}

Columns table_columns(const std::string& name) {
    Columns columns;
    find_table(name).columns(columns);
    return columns;
}

py::tuple bone_surface(const py::object& self, std::size_t bone) {
    const BoneSurface& one = bone_of(self, bone);
    return py::make_tuple(points(self, one.surface.points), cells(self, one.surface.triangles),
                          view(self, one.centre.data(), {3}));
}

py::tuple bone_motion(const py::object& self, std::size_t state, std::size_t bone) {
    bone_of(self, bone);
    const RigidMotion& motion = state_of(self, state).bones.at(bone);
    constexpr py::ssize_t number = sizeof(double);  // Eigen stores by columns
    return py::make_tuple(view(self, motion.translation.data(), {3}),
                          view(self, motion.rotation.data(), {3, 3}, {number, 3 * number}));
}

std::vector<py::tuple> external_forces(const py::object& self, std::size_t state) {
    std::vector<py::tuple> forces;
    for (const ExternalForce& one : state_of(self, state).external)
        forces.push_back(py::make_tuple(one.name, view(self, one.point.data(), {3}),
                                        view(self, one.force_N.data(), {3}), view(self, one.couple_Nmm.data(), {3})));
    return forces;
}

// Kind and numbers of the verdict of each task that was tried, by its name.
py::dict verdicts(const Result& result) {
    py::dict all;
    for (const TaskVerdict& one : result.verdicts) {
        py::dict row;
        row["kind"] = std::string(name(one.kind));
        for (const Column<TaskVerdict>& column : verdict_columns())
            row[py::str(std::string(column.name))] = py::cast(column.value(one));
        all[py::str(one.task)] = row;
    }
    return all;
}

using ResultClass = py::class_<Result, std::shared_ptr<Result>>;

// What was run, how it went, and the tables of what came out.
void bind_run(ResultClass& type) {
    type.def_readonly("title", &Result::title)
        .def_readonly("scenario", &Result::canonical_scenario)
        .def_readonly("scenario_sha256", &Result::scenario_sha256)
        .def_readonly("run_id", &Result::run_id)
        .def_readonly("complete", &Result::complete)
        .def_property_readonly("failure", &failure_text)
        .def_property_readonly("warnings", &warning_texts)
        .def_readonly("threads", &Result::threads)
        .def_readonly("wall_seconds", &Result::wall_seconds)
        .def_readonly("provenance", &Result::provenance)
        .def_property_readonly("failed_tasks",
                               [](const Result& result) {
                                   std::vector<std::pair<std::string, std::string>> failed;
                                   for (const TaskVerdict& one : result.verdicts) {
                                       if (!one.has_state()) failed.emplace_back(one.task, verdict_text(one));
                                   }
                                   return failed;
                               })
        .def_property_readonly("verdicts", &verdicts)
        .def_property_readonly("steps",
                               [](const Result& result) {
                                   std::vector<std::string> steps;
                                   for (const ResultState& state : result.states) steps.push_back(state.step);
                                   return steps;
                               })
        .def_property_readonly("times",
                               [](const Result& result) {
                                   std::vector<double> times;
                                   for (const ResultState& state : result.states) times.push_back(state.time);
                                   return times;
                               })
        .def(
            "table", [](const Result& result, const std::string& name) { return find_table(name).text(result); },
            py::arg("name"));
}

void bind_mesh(ResultClass& type) {
    type.def_property_readonly("bones",
                               [](const Result& result) {
                                   std::vector<std::string> names;
                                   for (const BoneSurface& bone : result.bones) names.push_back(bone.vertebra);
                                   return names;
                               })
        .def_property_readonly("points", [](const py::object& self) { return points(self, of(self).mesh.nodes); })
        .def_property_readonly("cells", [](const py::object& self) { return cells_of_mesh(self); })
        .def_property_readonly("cell_type", &cell_type)
        .def_property_readonly("cell_edges", &cell_edges)
        .def_property_readonly("part",
                               [](const py::object& self) {
                                   const std::vector<int>& part = of(self).mesh.part;
                                   return view(self, part.data(), {std::ssize(part)});
                               })
        .def_property_readonly("level",
                               [](const py::object& self) {
                                   const std::vector<int>& level = of(self).mesh.level;
                                   return view(self, level.data(), {std::ssize(level)});
                               })
        .def("bone_surface", &bone_surface, py::arg("bone"));
}

// What is read state by state.
void bind_states(ResultClass& type) {
    type.def(
            "displacement",
            [](const py::object& self, std::size_t state) { return points(self, state_of(self, state).displacement); },
            py::arg("state"))
        .def("field", &field, py::arg("state"), py::arg("name"))
        .def("field_names", &field_names, py::arg("state"))
        .def("bone_motion", &bone_motion, py::arg("state"), py::arg("bone"))
        .def("external_forces", &external_forces, py::arg("state"))
        .def(
            "muscle_paths",
            [](const py::object& self, std::size_t state) {
                std::vector<py::array> paths;
                for (const MuscleState& muscle : state_of(self, state).muscles)
                    paths.push_back(points(self, muscle.path));
                return paths;
            },
            py::arg("state"));
}

}  // namespace

void bind_result(py::module_& module) {
    // In the order of the numbers in ResultMesh::part.
    module.attr("part_names") = py::tuple(py::cast(std::vector<std::string>(part_names.begin(), part_names.end())));
    module.attr("disc_names") = std::vector<std::string>(disc_names.begin(), disc_names.end());
    module.attr("vertebra_names") = std::vector<std::string>(vertebra_names.begin(), vertebra_names.end());
    module.def("table_columns", &table_columns, py::arg("table"),
               "Name, unit and meaning of every number of a table of results.");

    ResultClass type(module, "Result", "Everything a run produced.");
    bind_run(type);
    bind_mesh(type);
    bind_states(type);
}

}  // namespace spondyl::python
