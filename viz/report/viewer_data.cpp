// SPDX-License-Identifier: Apache-2.0
#include "viz/report/viewer_data.hpp"

#include <fmt/format.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkIntArray.h>
#include <vtkPointData.h>
#include <vtkSmartPointer.h>
#include <vtkUnstructuredGrid.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <nlohmann/json.hpp>

#include "core/elements/topology.hpp"
#include "core/error.hpp"
#include "viz/disc_grid.hpp"
#include "viz/report/html.hpp"
#include "viz/report/verdicts.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl::viz {

namespace {

using Json = nlohmann::ordered_json;

template <class Integer>
std::string little_endian(const std::vector<Integer>& values) {
    std::vector<unsigned char> bytes;
    bytes.reserve(values.size() * sizeof(Integer));
    for (const Integer value : values) {
        for (unsigned k = 0; k < sizeof(Integer); ++k)
            bytes.push_back(static_cast<unsigned char>(static_cast<std::uint32_t>(value) >> (8 * k) & 0xFFU));
    }
    return base64(bytes);
}

// The narrowest type that holds all values, none of which is negative.
template <class Integer>
Json pack_integers(const std::vector<Integer>& values) {
    const Integer most = values.empty() ? Integer{} : *std::ranges::max_element(values);
    const auto as = [&]<class Narrow>(const char* type, Narrow) {
        return Json{{"type", type}, {"data", little_endian(std::vector<Narrow>(values.begin(), values.end()))}};
    };
    if (most <= 0xFF) return as("u8", std::uint8_t{});
    if (most <= 0xFFFF) return as("u16", std::uint16_t{});
    return as("u32", std::uint32_t{});
}

// Rows of `width` numbers.
Json pack_reals(const std::vector<double>& values, std::size_t width) {
    std::vector<double> low(width, 0.0), high(width, 0.0);
    for (std::size_t i = 0; i < values.size(); ++i) {
        SPONDYL_ASSERT(std::isfinite(values[i]), "number {} of {} is {}", i, values.size(), values[i]);
        const std::size_t k = i % width;
        low[k] = i < width ? values[i] : std::min(low[k], values[i]);
        high[k] = i < width ? values[i] : std::max(high[k], values[i]);
    }
    std::vector<std::uint16_t> steps;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::size_t k = i % width;
        const double span = high[k] - low[k];
        steps.push_back(
            static_cast<std::uint16_t>(span > 0.0 ? std::lround(65535.0 * (values[i] - low[k]) / span) : 0));
    }
    return {{"low", low}, {"high", high}, {"data", little_endian(steps)}};
}

template <class Points>
std::vector<double> coordinates(const Points& points) {
    std::vector<double> result;
    for (const Vec3& point : points) result.insert(result.end(), point.data(), point.data() + 3);
    return result;
}

Json row_major(const Mat3& matrix) {
    Json numbers = Json::array();
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column) numbers.push_back(matrix(row, column));
    return numbers;
}

Json vector(const Vec3& v) {
    return {v.x(), v.y(), v.z()};
}

// Mapping between the points of a disc grid and nodes: a node between two parts has a point for each.
struct GridNodes {
    std::vector<std::uint32_t> node;  // per point
    std::vector<vtkIdType> point;     // the first one per node
};

GridNodes nodes_of(vtkUnstructuredGrid& grid) {
    GridNodes result;
    std::map<std::array<double, 3>, std::uint32_t> known;
    for (vtkIdType p = 0; p < grid.GetNumberOfPoints(); ++p) {
        std::array<double, 3> place{};
        grid.GetPoint(p, place.data());
        const auto [found, is_new] = known.try_emplace(place, static_cast<std::uint32_t>(result.point.size()));
        if (is_new) result.point.push_back(p);
        result.node.push_back(found->second);
    }
    return result;
}

// Data of a cell type that the script needs; the cells of a drawn grid have straight edges.
Json kind_json(CellType type, vtkIdType nodes) {
    const CellTopology topology = cell_topology(type);
    Json faces = Json::array();
    for (const LocalFace& face : topology.faces)
        faces.push_back(std::vector<int>(face.nodes().begin(), face.nodes().end()));
    return {{"nodes", nodes},
            {"faces", faces},
            {"tetrahedra", std::vector<LocalTetrahedron>(topology.tetrahedra.begin(), topology.tetrahedra.end())}};
}

Json mesh_json(const Result& result, vtkUnstructuredGrid& grid, const GridNodes& nodes) {
    std::vector<std::uint32_t> points;
    std::vector<int> types, kind, level, nucleus;
    Json kinds = Json::array();
    const auto* owner = vtkArrayDownCast<vtkIntArray>(grid.GetCellData()->GetArray(cell_array));
    for (vtkIdType c = 0; c < grid.GetNumberOfCells(); ++c) {
        vtkIdType count = 0;
        const vtkIdType* ids = nullptr;
        grid.GetCells()->GetCellAtId(c, count, ids);
        points.insert(points.end(), ids, ids + count);
        const auto known = std::ranges::find(types, grid.GetCellType(c));
        kind.push_back(static_cast<int>(known - types.begin()));
        if (known == types.end()) {
            types.push_back(grid.GetCellType(c));
            kinds.push_back(kind_json(CellType{static_cast<std::uint8_t>(types.back())}, count));
        }
        const auto cell = static_cast<std::size_t>(owner->GetValue(c));
        level.push_back(result.mesh.level[cell]);
        nucleus.push_back(result.mesh.part[cell] == static_cast<int>(Part::nucleus) ? 1 : 0);
    }
    Json bones = Json::array();
    for (const BoneSurface& bone : result.bones) {
        std::vector<int> corners;
        for (const Triangle& t : bone.surface.triangles) corners.insert(corners.end(), t.begin(), t.end());
        const auto vertebra = find_enumerator<Vertebra>(bone.vertebra);
        bones.push_back({{"name", bone.vertebra},
                         {"index", vertebra ? static_cast<int>(*vertebra) : -1},
                         {"centre", vector(bone.centre)},
                         {"points", pack_reals(coordinates(bone.surface.points), 3)},
                         {"triangles", pack_integers(corners)}});
    }
    return {{"kinds", kinds},
            {"kind", pack_integers(kind)},
            {"cells", pack_integers(points)},
            {"node", pack_integers(nodes.node)},
            {"level", pack_integers(level)},
            {"nucleus", pack_integers(nucleus)},
            {"bones", bones}};
}

bool same_shape(const Result& a, const Result& b) {
    const auto same_bone = [](const BoneSurface& one, const BoneSurface& other) {
        return one.surface.points == other.surface.points && one.centre == other.centre;
    };
    return a.mesh.nodes == b.mesh.nodes && a.mesh.blocks == b.mesh.blocks && a.mesh.part == b.mesh.part &&
           std::ranges::equal(a.bones, b.bones, same_bone);
}

Json ligaments_json(const ResultState& state) {
    std::vector<Vec3> points;
    std::vector<double> tension;
    for (const FascicleState& fascicle : state.fascicles) {
        points.insert(points.end(), {fascicle.upper, fascicle.lower});
        tension.push_back(fascicle.tension_N);
    }
    return {{"points", pack_reals(coordinates(points), 3)}, {"values", pack_reals(tension, 1)}};
}

// Every straight piece of every path as a separate line.
Json muscles_json(const ResultState& state) {
    std::vector<Vec3> points;
    std::vector<double> activation;
    for (const MuscleState& muscle : state.muscles) {
        for (std::size_t i = 1; i < muscle.path.size(); ++i) {
            points.insert(points.end(), {muscle.path[i - 1], muscle.path[i]});
            activation.push_back(muscle.activation);
        }
    }
    return {{"points", pack_reals(coordinates(points), 3)}, {"values", pack_reals(activation, 1)}};
}

Json case_json(const Comparison& comparison, const DrawnCase& one, std::size_t place, std::size_t mesh,
               const GridNodes& nodes, const std::vector<ReportField>& fields) {
    const Result& result = *one.result;
    Json values = Json::array();
    std::vector<Vec3> moved_nodes;
    for (const ReportField& field : fields) {
        const auto grid = make_disc_grid(result.mesh, *one.state, field.values[place]);
        vtkDataArray& numbers = *grid->GetPointData()->GetScalars();
        std::vector<double> at_points;
        for (vtkIdType p = 0; p < grid->GetNumberOfPoints(); ++p) at_points.push_back(numbers.GetTuple1(p));
        values.push_back(pack_reals(at_points, 1));
        if (!moved_nodes.empty()) continue;
        vtkDataArray& displacement = *grid->GetPointData()->GetArray(displacement_array);
        for (const vtkIdType p : nodes.point)
            moved_nodes.push_back(Vec3(grid->GetPoint(p)) + Vec3(displacement.GetTuple3(p)));
    }
    Json bones = Json::array(), frames = Json::array();
    for (const RigidMotion& motion : one.state->bones)
        bones.push_back({{"translation", vector(motion.translation)}, {"rotation", row_major(motion.rotation)}});
    for (const DrawnDisc& disc : find_discs(result.mesh, *one.state))
        frames.push_back({{"level", static_cast<int>(disc.disc)},
                          {"origin", vector(disc.current.origin)},
                          {"rotation", row_major(disc.current.rotation)}});
    std::vector<int> ligament_levels;
    for (const FascicleInfo& fascicle : result.fascicles) ligament_levels.push_back(static_cast<int>(fascicle.disc));
    return {{"title", label_of(comparison, one.index)},
            {"mesh", mesh},
            {"nodes", pack_reals(coordinates(moved_nodes), 3)},
            {"values", values},
            {"bones", bones},
            {"frames", frames},
            {"ligament_levels", ligament_levels},
            {"ligaments", ligaments_json(*one.state)},
            {"muscles", muscles_json(*one.state)}};
}

Json palette(Palette which) {
    std::vector<unsigned char> bytes;
    for (const auto& colour : colour_table(which)) bytes.insert(bytes.end(), colour.begin(), colour.end());
    return base64(bytes);
}

// A value shown under the pointer has two decimals more than the ticks.
Json field_json(const ReportField& field) {
    const int decimals = decimals_of_ticks(field.scale);
    return {{"label", field.label},          {"unit", field.unit},       {"doc", field.doc},
            {"low", field.scale.low},        {"high", field.scale.high}, {"ticks", field.scale.ticks},
            {"tick_decimals", decimals},     {"decimals", decimals + 2}, {"smallest", field.scale.smallest},
            {"largest", field.scale.largest}};
}

}  // namespace

std::string viewer_data(const Comparison& comparison, const std::vector<DrawnCase>& cases,
                        const std::vector<ReportField>& fields) {
    Json meshes = Json::array(), shown = Json::array(), about_fields = Json::array();
    std::vector<const Result*> shapes;
    std::vector<GridNodes> nodes;
    double tension = 0.0;
    for (std::size_t place = 0; place < cases.size(); ++place) {
        const DrawnCase& one = cases[place];
        const auto known = std::ranges::find_if(shapes, [&](const Result* r) { return same_shape(*r, *one.result); });
        const auto mesh = static_cast<std::size_t>(known - shapes.begin());
        if (known == shapes.end()) {
            const auto grid = make_disc_grid(one.result->mesh, *one.state, fields.front().values[place]);
            shapes.push_back(one.result);
            nodes.push_back(nodes_of(*grid));
            meshes.push_back(mesh_json(*one.result, *grid, nodes.back()));
        }
        shown.push_back(case_json(comparison, one, place, mesh, nodes[mesh], fields));
        for (const FascicleState& fascicle : one.state->fascicles) tension = std::max(tension, fascicle.tension_N);
    }
    for (const ReportField& field : fields) about_fields.push_back(field_json(field));
    const Json all = {{"fields", about_fields},
                      {"meshes", meshes},
                      {"cases", shown},
                      {"tension_max", tension},
                      {"palettes", {{"field", palette(Palette::viridis)}, {"lines", palette(Palette::reds)}}}};
    std::string text = all.dump(-1, ' ', true, Json::error_handler_t::replace);
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos;) text.replace(at, 1, "\\u003c");
    return text;
}

}  // namespace spondyl::viz
