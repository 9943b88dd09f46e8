// SPDX-License-Identifier: Apache-2.0
// Tables and lists of points in groups of a result file: code shared by writers and readers.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/text/printable.hpp"
#include "io/results/hdf5.hpp"
#include "models/result/result.hpp"

namespace spondyl {

// Rows of fields and meshes in a chunk: large enough to compress well, small enough that reading one state does not
// unpack the next; below hdf5::largest_chunk_bytes.
inline constexpr hsize_t chunk_rows = 8192;

template <class T>
void write_table(hdf5::Group& group, const std::string& name, hsize_t columns, const std::vector<T>& values) {
    group.create_dataset<T>(name, {values.size() / columns, columns}).write_rows(0, values);
}

inline std::span<const double> flat(const std::vector<Vec3>& points) {
    static_assert(sizeof(Vec3) == 3 * sizeof(double));
    return points.empty() ? std::span<const double>() : std::span(points.front().data(), 3 * points.size());
}

inline std::vector<Vec3> points_of(const std::vector<double>& values) {
    std::vector<Vec3> points(values.size() / 3);
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = Vec3(values[3 * i], values[3 * i + 1], values[3 * i + 2]);
    return points;
}

inline void write_points(hdf5::Group& group, const std::string& name, const std::vector<Vec3>& points) {
    group.create_dataset<double>(name, {points.size(), 3}).write_rows(0, flat(points));
    group.attribute("unit", "mm", name);
}

// Files hold finite numbers only; this one is written where a row has no number, e.g. for an index that does not apply.
inline constexpr double no_number = -1e300;

// One dataset per measure with the attributes unit and doc, and none where a number may be missing.
template <class Row>
void write_columns(hdf5::Group& group, std::span<const Column<Row>> columns, const std::vector<Row>& rows) {
    for (const Column<Row>& column : columns) {
        const std::string name(column.name);
        std::vector<double> values;
        values.reserve(rows.size());
        for (const Row& row : rows) values.push_back(column.value(row).value_or(no_number));
        group.write(name, values);
        group.attribute("unit", column.unit, name);
        group.attribute("doc", column.doc, name);
        if (column.is_optional()) group.attribute("none", "-1e300", name);
    }
}

// Lists that belong together must have equal lengths, otherwise the file was written by something else: throws
// hdf5::Error, before it reads them.
template <class T>
std::vector<T> read_column(const hdf5::Group& group, const std::string& name, std::size_t rows) {
    const hdf5::Dataset<T> source = group.dataset<T>(name);
    if (source.shape().size() != 1 || source.rows() != rows)
        throw hdf5::Error(fmt::format("{} has the shape {} instead of {} rows", source.name(),
                                      fmt::join(source.shape(), " x "), rows));
    return source.read_all();
}

inline std::vector<std::string> read_texts(const hdf5::Group& group, const std::string& name, std::size_t rows) {
    std::vector<std::string> texts = group.read_texts(name);
    if (texts.size() != rows)
        throw hdf5::Error(fmt::format("{} has {} rows instead of {}", group.path_of(name), texts.size(), rows));
    return texts;
}

// Rows of `columns` numbers. `rows` as for read_column; without it any number of rows.
template <class T>
std::vector<T> read_table(const hdf5::Group& group, const std::string& name, std::size_t columns,
                          std::optional<std::size_t> rows = std::nullopt) {
    const hdf5::Dataset<T> source = group.dataset<T>(name);
    if (source.shape().size() != 2 || source.columns() != columns || source.rows() != rows.value_or(source.rows()))
        throw hdf5::Error(fmt::format("{} has the shape {} instead of {} x {}", source.name(),
                                      fmt::join(source.shape(), " x "), rows ? fmt::to_string(*rows) : "any", columns));
    return source.read_all();
}

inline std::vector<Vec3> read_points(const hdf5::Group& group, const std::string& name,
                                     std::optional<std::size_t> rows = std::nullopt) {
    return points_of(read_table<double>(group, name, 3, rows));
}

// Points at rest and their triangles.
inline Surface read_surface(const hdf5::Group& group) {
    Surface surface;
    surface.points = read_points(group, "points");
    const std::vector<std::int32_t> triangles = read_table<std::int32_t>(group, "triangles", 3);
    surface.triangles.resize(triangles.size() / 3);
    for (std::size_t i = 0; i < triangles.size(); ++i) surface.triangles[i / 3][i % 3] = triangles[i];
    return surface;
}

// The column `state` of a table with a row per state and another key. Needs result.states.
inline std::vector<std::size_t> read_state_column(const hdf5::Group& group, const Result& result) {
    std::vector<std::size_t> states;
    for (const std::int32_t state : group.read<std::int32_t>("state")) {
        if (state < 0 || static_cast<std::size_t>(state) >= result.states.size())
            throw hdf5::Error(fmt::format("{}, row {}: there is no state {} among {}", group.path_of("state"),
                                          states.size(), state, result.states.size()));
        states.push_back(static_cast<std::size_t>(state));
    }
    return states;
}

template <class Row>
void read_columns(const hdf5::Group& group, std::span<const Column<Row>> columns, std::vector<Row>& rows) {
    for (const Column<Row>& column : columns) {
        const std::vector<double> values = read_column<double>(group, std::string(column.name), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const bool none = column.is_optional() && values[i] == no_number;
            column.set(rows[i], none ? std::nullopt : std::optional(values[i]));
        }
    }
}

// The name of an enumerator, from row `row` of a list of texts.
template <NamedEnum Enum>
Enum read_enumerator(const hdf5::Group& group, const std::string& name, std::size_t row, const std::string& text) {
    if (const std::optional<Enum> found = find_enumerator<Enum>(text)) return *found;
    throw hdf5::Error(fmt::format("{}, row {}: \"{}\" is none of {}", group.path_of(name), row, printable(text),
                                  fmt::join(enum_names(Enum{}), ", ")));
}

// Texts that must be names of a disc, ligament, side, ..
template <NamedEnum Enum>
std::vector<Enum> read_names(const hdf5::Group& group, const std::string& name) {
    std::vector<Enum> values;
    for (const std::string& text : group.read_texts(name))
        values.push_back(read_enumerator<Enum>(group, name, values.size(), text));
    return values;
}

}  // namespace spondyl
