// SPDX-License-Identifier: Apache-2.0
#include "io/cache/program_identity.hpp"

#include <elf.h>
#include <fmt/format.h>
#include <link.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <vector>

#include "core/version.hpp"
#include "solvers/blas_kernels.hpp"

namespace spondyl {

namespace {

constexpr std::string_view gnu = "GNU";

struct Builds {
    std::vector<std::string> identifiers;
    bool complete = true;
};

std::size_t padded(std::size_t bytes) {
    return (bytes + 3) & ~std::size_t{3};
}

// The build identifier among the ELF notes in `bytes`; empty if there is none.
std::string build_identifier(const char* at, std::size_t bytes) {
    ElfW(Nhdr) note{};
    while (bytes >= sizeof note) {
        std::memcpy(&note, at, sizeof note);
        const std::size_t name = padded(note.n_namesz);
        const std::size_t size = sizeof note + name + padded(note.n_descsz);
        if (size > bytes) return {};
        const char* text = at + sizeof note;
        if (note.n_type == NT_GNU_BUILD_ID && note.n_namesz == gnu.size() + 1 &&
            std::string_view(text, gnu.size()) == gnu) {
            std::string hex;
            for (std::size_t i = 0; i < note.n_descsz; ++i)
                hex += fmt::format("{:02x}", static_cast<unsigned char>(text[name + i]));
            return hex;
        }
        at += size;
        bytes -= size;
    }
    return {};
}

int add_build(dl_phdr_info* object, std::size_t /*size*/, void* data) {
    Builds& builds = *static_cast<Builds*>(data);
    std::string identifier;
    for (int i = 0; i < object->dlpi_phnum && identifier.empty(); ++i) {
        const ElfW(Phdr)& header = object->dlpi_phdr[i];
        if (header.p_type != PT_NOTE) continue;
        // NOLINTNEXTLINE(performance-no-int-to-ptr): the loader gives addresses as integers
        const auto* const note = reinterpret_cast<const char*>(object->dlpi_addr + header.p_vaddr);
        identifier = build_identifier(note, header.p_memsz);
    }
    // The identifier of the kernel's own page (vdso) is that of the kernel, which computes nothing here.
    const std::string_view name = object->dlpi_name;
    if (name.find("vdso") != std::string_view::npos) return 0;
    builds.complete = builds.complete && !identifier.empty();
    builds.identifiers.push_back(std::move(identifier));
    return 0;
}

// Libraries select their code by the features of the processor.
std::string processor() {
    constexpr std::array<std::string_view, 8> telling = {"vendor_id",       "cpu family", "model",       "flags",
                                                         "CPU implementer", "CPU part",   "CPU variant", "Features"};
    std::ifstream stream("/proc/cpuinfo");
    std::string text;
    for (std::string line; std::getline(stream, line) && !line.empty();) {
        const std::string_view key = std::string_view(line).substr(0, line.find_first_of("\t:"));
        if (std::ranges::find(telling, key) != telling.end()) text += line + "\n";
    }
    return text;
}

}  // namespace

std::optional<std::string> program_identity() {
    Builds builds;
    dl_iterate_phdr(add_build, &builds);
    const std::string cpu = processor();
    if (!builds.complete || cpu.empty()) return std::nullopt;
    std::ranges::sort(builds.identifiers);
    std::string text = fmt::format("spondyl {} {} {} {}\n", version(), git_hash(), compiler(), build_type());
    for (const std::string& identifier : builds.identifiers) text += identifier + "\n";
    return text + cpu + blas_kernels() + "\n";
}

}  // namespace spondyl
