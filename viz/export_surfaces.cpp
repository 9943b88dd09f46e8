// SPDX-License-Identifier: Apache-2.0
#include "viz/export_surfaces.hpp"

#include <fmt/format.h>
#include <vtkActor.h>
#include <vtkGLTFExporter.h>
#include <vtkNew.h>
#include <vtkOBJWriter.h>
#include <vtkPointData.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>
#include <vtkSTLWriter.h>
#include <vtkTriangleFilter.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "core/error.hpp"
#include "core/mesh/cells.hpp"
#include "io/safe_write.hpp"
#include "viz/colour_scale.hpp"
#include "viz/disc_grid.hpp"
#include "viz/drawn_grid.hpp"
#include "viz/scene_parts.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;
using namespace viz;

constexpr std::array<std::string_view, 3> extensions = {"stl", "obj", "gltf"};

vtkSmartPointer<vtkPolyData> triangles_of(vtkPolyData& surface) {
    vtkNew<vtkTriangleFilter> triangles;
    triangles->SetInputData(&surface);
    triangles->PassVertsOff();
    triangles->PassLinesOff();
    triangles->Update();
    return triangles->GetOutput();
}

// The colour of each point by its value.
void colour_points(vtkPolyData& surface, const ColourScale& scale) {
    vtkDataArray* values = surface.GetPointData()->GetArray(value_array);
    SPONDYL_ASSERT(values != nullptr, "a surface without values to colour");
    const auto table = colour_table(Palette::viridis);
    vtkNew<vtkUnsignedCharArray> colours;
    colours->SetName("colour");
    colours->SetNumberOfComponents(3);
    colours->SetNumberOfTuples(surface.GetNumberOfPoints());
    const double width = std::max(scale.high - scale.low, 1e-300);
    for (vtkIdType i = 0; i < surface.GetNumberOfPoints(); ++i) {
        const double place = std::clamp((values->GetTuple1(i) - scale.low) / width, 0.0, 1.0);
        const auto& rgb = table[static_cast<std::size_t>(std::lround(place * static_cast<double>(table.size() - 1)))];
        colours->SetTuple3(i, rgb[0], rgb[1], rgb[2]);
    }
    surface.GetPointData()->SetScalars(colours);
}

void write_shape(vtkPolyData& surface, const fs::path& file, SurfaceFormat format) {
    const auto triangles = triangles_of(surface);
    write_safely(file, [&](const fs::path& temporary) {
        const auto write = [&](auto& writer) {
            writer.SetFileName(temporary.c_str());
            writer.SetInputData(triangles);
            if (writer.Write() != 1) throw UserError(fmt::format("cannot write {}", file.string()));
        };
        if (format == SurfaceFormat::stl) {
            vtkNew<vtkSTLWriter> writer;
            writer->SetFileTypeToBinary();
            write(*writer);
        } else {
            triangles->GetPointData()->Initialize();
            vtkNew<vtkOBJWriter> writer;
            write(*writer);
        }
    });
}

// A scene that is never rendered: the exporter reads its actors.
class GltfScene {
  public:
    GltfScene() { window_->AddRenderer(renderer_); }

    void add(vtkPolyData& surface, const Colour* colour) {
        vtkNew<vtkPolyDataNormals> normals;
        normals->SetInputData(triangles_of(surface));
        normals->SplittingOff();
        normals->Update();
        vtkNew<vtkPolyDataMapper> mapper;
        mapper->SetInputData(normals->GetOutput());
        mapper->SetScalarVisibility(colour == nullptr);
        vtkNew<vtkActor> actor;
        actor->SetMapper(mapper);
        if (colour != nullptr) actor->GetProperty()->SetColor((*colour)[0], (*colour)[1], (*colour)[2]);
        renderer_->AddActor(actor);
    }

    void write(const fs::path& file) {
        write_safely(file, [&](const fs::path& temporary) {
            vtkNew<vtkGLTFExporter> exporter;
            exporter->SetRenderWindow(window_);
            exporter->SetActiveRenderer(renderer_);
            exporter->InlineDataOn();
            exporter->SetFileName(temporary.c_str());
            exporter->Write();
            if (!fs::exists(temporary)) throw UserError(fmt::format("cannot write {}", file.string()));
        });
    }

  private:
    vtkNew<vtkRenderWindow> window_;
    vtkNew<vtkRenderer> renderer_;
};

fs::path file_of(const fs::path& directory, std::string_view kind, std::size_t state, SurfaceFormat format) {
    return directory / fmt::format("{}_{:04}.{}", kind, state, extensions[static_cast<std::size_t>(format)]);
}

}  // namespace

std::vector<fs::path> export_surfaces(const Result& result, const fs::path& directory, SurfaceFormat format,
                                      const std::string& field) {
    if (result.states.empty()) throw UserError("nothing to export: the result has no states");
    make_folder(directory);
    const bool coloured = format == SurfaceFormat::gltf;
    const std::string choice = field.empty() ? "von_mises_MPa" : field;
    // A shape alone needs no field, and a spine at rest has none.
    const std::vector<double> of_cells = cell_volumes(result.mesh);
    const auto values_of = [&](const ResultState& state) {
        return coloured ? choose_scalar(state, choice).values : std::vector<double>(of_cells.size(), 0.0);
    };
    std::vector<double> values;
    std::vector<double> volumes;
    const std::vector<double> last = values_of(result.states.back());
    for (std::size_t e = 0; e < of_cells.size(); ++e) {
        if (!is_disc_part(result.mesh.part[e])) continue;
        values.push_back(last[e]);
        volumes.push_back(of_cells[e]);
    }
    const ColourScale scale = make_colour_scale(values, volumes);
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const ResultState& state = result.states[i];
        const auto discs = outer_surface(*make_disc_grid(result.mesh, state, values_of(state)));
        displace(*discs);
        const auto bones = make_bones(result.bones, state, true);
        if (coloured) {
            colour_points(*discs, scale);
            GltfScene scene;
            if (bones->GetNumberOfPoints() > 0) scene.add(*bones, &bone_colour);
            scene.add(*discs, nullptr);
            files.push_back(file_of(directory, "spine", i, format));
            scene.write(files.back());
            continue;
        }
        if (bones->GetNumberOfPoints() > 0) {
            files.push_back(file_of(directory, "bones", i, format));
            write_shape(*bones, files.back(), format);
        }
        files.push_back(file_of(directory, "discs", i, format));
        write_shape(*discs, files.back(), format);
    }
    if (!coloured && result.states.size() == 1) {
        for (std::size_t b = 0; b < result.bones.size(); ++b) {
            ResultState alone;
            alone.bones = {result.states.front().bones[b]};
            files.push_back(directory / fmt::format("bone_{}.{}", result.bones[b].vertebra,
                                                    extensions[static_cast<std::size_t>(format)]));
            write_shape(*make_bones({result.bones[b]}, alone, true), files.back(), format);
        }
    }
    return files;
}

std::vector<fs::path> export_field_surfaces(const FieldResult& result, const fs::path& directory, SurfaceFormat format,
                                            const std::string& field) {
    if (result.states.empty()) throw UserError("nothing to export: the result has no states");
    if (cell_count(result.mesh) == 0) throw UserError("nothing to export: the mesh has no cells");
    make_folder(directory);
    const Scalar last = choose_any_scalar(result.states.back(), field);
    const ColourScale scale = make_colour_scale(
        last.values, last.of_nodes ? std::vector<double>(last.values.size(), 1.0) : cell_volumes(result.mesh));
    const std::vector<int> one_group(cell_count(result.mesh), 0);
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const FieldState& state = result.states[i];
        const Scalar scalar = choose_any_scalar(state, field);
        const auto grid = scalar.of_nodes ? make_drawn_grid(result.mesh, state.displacement, scalar.values)
                                          : make_drawn_grid(result.mesh, state.displacement, scalar.values, one_group);
        const auto body = outer_surface(*grid);
        displace(*body);
        files.push_back(file_of(directory, "body", i, format));
        if (format == SurfaceFormat::gltf) {
            colour_points(*body, scale);
            GltfScene scene;
            scene.add(*body, nullptr);
            scene.write(files.back());
        } else {
            write_shape(*body, files.back(), format);
        }
    }
    return files;
}

}  // namespace spondyl
