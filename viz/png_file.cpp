// SPDX-License-Identifier: Apache-2.0
#include "viz/png_file.hpp"

#include <fmt/format.h>
#include <vtkNew.h>
#include <vtkPNGWriter.h>
#include <vtkUnsignedCharArray.h>

#include "core/error.hpp"
#include "io/safe_write.hpp"

namespace spondyl::viz {

void write_png(vtkImageData& picture, const std::filesystem::path& file, const std::string& run_id) {
    write_safely(file, [&](const std::filesystem::path& temporary) {
        vtkNew<vtkPNGWriter> writer;
        writer->SetFileName(temporary.c_str());
        writer->SetInputData(&picture);
        if (!run_id.empty()) writer->AddText("run_id", run_id.c_str());
        writer->Write();
        if (writer->GetErrorCode() != 0) throw UserError(fmt::format("cannot write {}", file.string()));
    });
}

std::vector<unsigned char> png_bytes(vtkImageData& picture) {
    vtkNew<vtkPNGWriter> writer;
    writer->SetInputData(&picture);
    writer->WriteToMemoryOn();
    writer->Write();
    vtkUnsignedCharArray& bytes = *writer->GetResult();
    return {bytes.GetPointer(0), bytes.GetPointer(0) + bytes.GetNumberOfValues()};
}

}  // namespace spondyl::viz
