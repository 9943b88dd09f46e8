// SPDX-License-Identifier: Apache-2.0
#include "viz/field_render.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <map>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "io/safe_write.hpp"
#include "viz/drawn_grid.hpp"
#include "viz/scene_parts.hpp"
#include "viz/sheet.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using namespace viz;

// Cells that belong to the same sets, such as those of one material, are one group.
std::vector<int> groups_of(const Mesh& mesh) {
    std::vector<std::vector<int>> sets(cell_count(mesh));
    int number = 0;
    for (const auto& [name, set] : mesh.cell_sets) {
        for (const int cell : set) sets[static_cast<std::size_t>(cell)].push_back(number);
        ++number;
    }
    std::map<std::vector<int>, int> known;
    std::vector<int> groups;
    groups.reserve(sets.size());
    for (const std::vector<int>& of_cell : sets)
        groups.push_back(known.try_emplace(of_cell, static_cast<int>(known.size())).first->second);
    return groups;
}

// Rows: the screen's right, up (close to z) and towards the viewer, who stands at -y, a little to the right and above.
Mat3 make_upright_view() {
    const Vec3 back = Vec3(0.5, -1.0, 0.5).normalized();
    const Vec3 screen_right = Vec3::UnitZ().cross(back).normalized();
    Mat3 view;
    view << screen_right.transpose(), back.cross(screen_right).transpose(), back.transpose();
    return view;
}

Scene make_scene(vtkPolyData& surface, vtkLookupTable& colours, const char* caption) {
    Scene scene;
    scene.view = make_upright_view();
    scene.triad.names = {"x", "y", "z"};
    scene.caption = caption;
    add_coloured(scene, colours, surface, 0.6);
    return scene;
}

// Away from planes of symmetry, where meshes have faces: a cut through faces leaves slivers.
Plane middle_plane(const std::vector<Vec3>& nodes) {
    Eigen::AlignedBox3d box;
    for (const Vec3& node : nodes) box.extend(node);
    constexpr double off = 1e-3;
    return {box.center() + off * box.sizes().y() * Vec3::UnitY(), -Vec3::UnitY()};
}

std::string describe(const FieldResult& result, const FieldState& state) {
    std::string text = state.step.empty() ? fmt::format("Time {:g}", state.time)
                                          : fmt::format("\"{}\", time {:g}", state.step, state.time);
    if (!result.complete) text += " (the solve stopped before the end)";
    return text;
}

}  // namespace

std::vector<fs::path> render_fields(const FieldResult& result, const RenderOptions& options) {
    check_size(options);
    const FieldState& state = result.states[find_state(result.states.size(), options.state)];
    if (cell_count(result.mesh) == 0) throw UserError("nothing to draw: the mesh has no cells");
    const Scalar scalar = choose_any_scalar(state, options.field);
    ColourScale scale = make_colour_scale(
        scalar.values, scalar.of_nodes ? std::vector<double>(scalar.values.size(), 1.0) : cell_volumes(result.mesh));
    if (options.range) scale = asked_for_scale(*options.range, scale);
    const auto grid = scalar.of_nodes
                          ? make_drawn_grid(result.mesh, state.displacement, scalar.values)
                          : make_drawn_grid(result.mesh, state.displacement, scalar.values, groups_of(result.mesh));
    const auto colours = make_colours(scale, Palette::viridis);
    const auto whole = outer_surface(*grid);
    const auto opened = cut_surface(*grid, middle_plane(result.mesh.nodes));
    displace(*whole);
    displace(*opened);

    make_folder(options.directory);
    const OffscreenContext context;
    Sheet sheet(options.width, options.height);
    sheet.add_title(result.title.empty() ? "Fields" : result.title, describe(result, state));
    sheet.add_field_bar(0.32 * sheet.layout().width, 0.36 * sheet.layout().width, scalar, scale,
                        scalar.of_nodes ? "nodes" : "volume");
    const Box box = sheet.layout().panels();
    const auto add = [&](Scene scene, double left) {
        const Extent shown = scene.extent;
        sheet.add({std::move(scene), {box.x + left * box.width, box.y, box.width / 2, box.height}, shown});
    };
    add(make_scene(*whole, *colours, "from outside"), 0.0);
    add(make_scene(*opened, *colours, "sectioned by a plane through the middle"), 0.5);
    const fs::path file = options.directory / "fields.png";
    sheet.write(file, result.run_id);
    return {file};
}

}  // namespace spondyl
