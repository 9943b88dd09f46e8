// SPDX-License-Identifier: Apache-2.0
#include "viz/export_vtu.hpp"

#include <fmt/format.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkStringArray.h>
#include <vtkXMLPolyDataWriter.h>
#include <vtkXMLUnstructuredGridWriter.h>

#include "core/error.hpp"
#include "io/safe_write.hpp"
#include "viz/body_data.hpp"
#include "viz/body_shape.hpp"
#include "viz/structure_data.hpp"
#include "viz/vtk_data.hpp"

namespace spondyl {
namespace {

namespace fs = std::filesystem;

// The time, as VTK readers expect it in a file that is opened without its collection.
void add_time(vtkDataSet& data, double time) {
    vtkNew<vtkDoubleArray> array;
    array->SetName("TimeValue");
    array->InsertNextValue(time);
    data.GetFieldData()->AddArray(array);
}

// The run to which the file belongs.
void add_run_id(vtkDataSet& data, const std::string& run_id) {
    if (run_id.empty()) return;
    vtkNew<vtkStringArray> array;
    array->SetName("run_id");
    array->InsertNextValue(run_id);
    data.GetFieldData()->AddArray(array);
}

// A file that holds one state.
struct Member {
    fs::path file;
    double time = 0.0;
};

template <class Writer>
void write_member(vtkDataSet& data, const Member& member, const std::string& run_id) {
    add_time(data, member.time);
    add_run_id(data, run_id);
    const fs::path& file = member.file;
    write_safely(file, [&](const fs::path& temporary) {
        vtkNew<Writer> writer;
        writer->SetFileName(temporary.c_str());
        writer->SetInputData(&data);
        writer->SetDataModeToAppended();
        writer->EncodeAppendedDataOff();
        writer->SetCompressorTypeToZLib();
        if (writer->Write() != 1) throw UserError(fmt::format("cannot write {}", file.string()));
    });
}

void write_collection(const fs::path& file, const std::vector<Member>& members, const std::string& run_id) {
    std::string text = "<?xml version=\"1.0\"?>\n";
    if (!run_id.empty()) text += fmt::format("<!-- run_id {} -->\n", run_id);
    text += "<VTKFile type=\"Collection\" version=\"1.0\" byte_order=\"LittleEndian\">\n  <Collection>\n";
    for (const Member& member : members) {
        text += fmt::format("    <DataSet timestep=\"{}\" part=\"0\" file=\"{}\"/>\n", member.time,
                            member.file.filename().string());
    }
    text += "  </Collection>\n</VTKFile>\n";
    write_text_safely(file, text);
}

}  // namespace

std::vector<fs::path> export_vtu(const Result& result, const fs::path& directory, const ExportOptions& options,
                                 const Anatomy& anatomy) {
    if (result.states.empty()) throw UserError("nothing to export: the result has no states");
    make_folder(directory);

    std::vector<Member> discs, bones, ligaments, facets, muscles, body;
    const auto write_surface = [&](vtkPolyData& data, double time, const char* kind, std::size_t i,
                                   std::vector<Member>& list) {
        list.push_back({directory / fmt::format("{}_{:04}.vtp", kind, i), time});
        write_member<vtkXMLPolyDataWriter>(data, list.back(), result.run_id);
    };
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const ResultState& state = result.states[i];
        const auto grid = viz::make_spine_grid(result.mesh, state, options.deformed);
        discs.push_back({directory / fmt::format("discs_{:04}.vtu", i), state.time});
        write_member<vtkXMLUnstructuredGridWriter>(*grid, discs.back(), result.run_id);
        if (!result.bones.empty()) {
            write_surface(*viz::make_bones(result.bones, state, options.deformed), state.time, "bones", i, bones);
        }
        if (!result.fascicles.empty()) {
            const auto all = [](std::size_t) { return true; };
            write_surface(*viz::make_fascicles(result, state, all), state.time, "ligaments", i, ligaments);
        }
        if (!result.facets.empty()) {
            write_surface(*viz::make_facets(result, state, options.deformed), state.time, "facets", i, facets);
        }
        if (!state.muscles.empty()) {
            write_surface(*viz::make_muscles(result, state), state.time, "muscles", i, muscles);
        }
        if (!state.body.empty()) write_surface(*viz::make_skin(anatomy.body, state.body), state.time, "body", i, body);
    }

    std::vector<fs::path> files = {directory / "discs.pvd"};
    write_collection(files.front(), discs, result.run_id);
    for (const auto& [collection, members] :
         {std::pair("bones.pvd", &bones), std::pair("ligaments.pvd", &ligaments), std::pair("facets.pvd", &facets),
          std::pair("muscles.pvd", &muscles), std::pair("body.pvd", &body)}) {
        if (members->empty()) continue;
        files.push_back(directory / collection);
        write_collection(files.back(), *members, result.run_id);
    }
    for (const auto* members : {&discs, &bones, &ligaments, &facets, &muscles, &body}) {
        for (const Member& member : *members) files.push_back(member.file);
    }
    return files;
}

std::vector<fs::path> export_field_vtu(const FieldResult& result, const fs::path& directory,
                                       const ExportOptions& options) {
    if (result.states.empty()) throw UserError("nothing to export: the result has no states");
    make_folder(directory);
    std::vector<Member> members;
    for (std::size_t i = 0; i < result.states.size(); ++i) {
        const FieldState& state = result.states[i];
        const auto grid = viz::make_grid(result.mesh, state, options.deformed);
        members.push_back({directory / fmt::format("fields_{:04}.vtu", i), state.time});
        write_member<vtkXMLUnstructuredGridWriter>(*grid, members.back(), result.run_id);
    }
    std::vector<fs::path> files = {directory / "fields.pvd"};
    write_collection(files.front(), members, result.run_id);
    for (const Member& member : members) files.push_back(member.file);
    return files;
}

}  // namespace spondyl
