// SPDX-License-Identifier: Apache-2.0
// Tables and lists of points in groups of a result file: what the writers and readers share.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "io/results/hdf5.hpp"
#include "models/analysis/result.hpp"

namespace spondyl {

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

// One dataset per measure with the attributes unit and doc.
template <class Row>
void write_columns(hdf5::Group& group, std::span<const Column<Row>> columns, const std::vector<Row>& rows) {
    for (const Column<Row>& column : columns) {
        const std::string name(column.name);
        std::vector<double> values;
        for (const Row& row : rows) values.push_back(row.*column.member);
        group.write(name, values);
        group.attribute("unit", column.unit, name);
        group.attribute("doc", column.doc, name);
    }
}

// Lists that belong together must be equally long, or the file was made by something else: throws hdf5::Error.
template <class T>
std::vector<T> read_column(const hdf5::Group& group, const std::string& name, std::size_t rows) {
    std::vector<T> values = group.read<T>(name);
    if (values.size() != rows)
        throw hdf5::Error(fmt::format("{} has {} rows instead of {}", name, values.size(), rows));
    return values;
}

template <class Row>
void read_columns(const hdf5::Group& group, std::span<const Column<Row>> columns, std::vector<Row>& rows) {
    for (const Column<Row>& column : columns) {
        const std::vector<double> values = read_column<double>(group, std::string(column.name), rows.size());
        for (std::size_t i = 0; i < rows.size(); ++i) rows[i].*column.member = values[i];
    }
}

template <class Enum, std::size_t count>
Enum find_name(const std::array<std::string_view, count>& names, const std::string& text) {
    const auto found = std::find(names.begin(), names.end(), text);
    if (found == names.end()) throw hdf5::Error(fmt::format("\"{}\" is no name of a disc, ligament or side", text));
    return static_cast<Enum>(found - names.begin());
}

}  // namespace spondyl
