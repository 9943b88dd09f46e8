// SPDX-License-Identifier: Apache-2.0
#include "own_bone_files.hpp"

#include <fmt/format.h>

#include <Eigen/Geometry>
#include <cstdint>
#include <cstring>
#include <fstream>

namespace spondyl::test {
namespace {

void put(std::string& bytes, const auto& value) {
    bytes.append(reinterpret_cast<const char*>(&value), sizeof(value));
}

std::string stl(const Surface& s, bool text) {
    std::string bytes = text ? "solid bone\n" : std::string(80, ' ');
    if (!text) put(bytes, static_cast<std::uint32_t>(s.triangles.size()));
    for (const Triangle& t : s.triangles) {
        const auto p = [&](int c) -> const Vec3& { return s.points[static_cast<std::size_t>(t[c])]; };
        const Vec3 n = (p(1) - p(0)).cross(p(2) - p(0)).normalized();
        if (text) bytes += fmt::format("facet normal {} {} {}\nouter loop\n", n.x(), n.y(), n.z());
        for (int c = -1; c < 3; ++c) {
            const Vec3& x = c < 0 ? n : p(c);
            if (text && c >= 0) bytes += fmt::format("vertex {} {} {}\n", x.x(), x.y(), x.z());
            for (int a = 0; a < 3 && !text; ++a) put(bytes, static_cast<float>(x[a]));
        }
        if (text) bytes += "endloop\nendfacet\n";
        if (!text) put(bytes, std::uint16_t{0});
    }
    return text ? bytes + "endsolid bone\n" : bytes;
}

std::string ply(const Surface& s, bool text) {
    std::string bytes = fmt::format(
        "ply\nformat {} 1.0\ncomment a bone\nelement vertex {}\nproperty float x\nproperty float y\nproperty float z\n"
        "property uchar red\nelement face {}\nproperty list uchar int vertex_indices\nend_header\n",
        text ? "ascii" : "binary_little_endian", s.points.size(), s.triangles.size());
    for (const Vec3& p : s.points) {
        if (text) bytes += fmt::format("{} {} {} 7\n", p.x(), p.y(), p.z());
        for (int a = 0; a < 3 && !text; ++a) put(bytes, static_cast<float>(p[a]));
        if (!text) bytes += '\7';
    }
    for (const Triangle& t : s.triangles) {
        if (text) bytes += fmt::format("3 {} {} {}\n", t[0], t[1], t[2]);
        if (!text) bytes += '\3';
        for (int c = 0; c < 3 && !text; ++c) put(bytes, static_cast<std::int32_t>(t[c]));
    }
    return bytes;
}

std::string obj(const Surface& s) {
    std::string bytes = "# a bone\no bone\n";
    for (const Vec3& p : s.points) bytes += fmt::format("v {} {} {}\n", p.x(), p.y(), p.z());
    for (const Triangle& t : s.triangles) bytes += fmt::format("f {}//1 {} {}/2\n", t[0] + 1, t[1] + 1, t[2] + 1);
    return bytes;
}

}  // namespace

std::filesystem::path empty_folder(const std::string& name) {
    const std::filesystem::path folder = std::filesystem::temp_directory_path() / ("spondyl_own_bones_" + name);
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    return folder;
}

void write_surface(const Surface& surface, const std::filesystem::path& file, bool text) {
    const std::string ending = file.extension().string();
    std::ofstream(file, std::ios::binary) << (ending == ".stl"   ? stl(surface, text)
                                              : ending == ".ply" ? ply(surface, text)
                                                                 : obj(surface));
}

Person with_own_bones(Person person, const SpineMesh& mesh, Vertebra top, Vertebra bottom,
                      const std::filesystem::path& folder, const Change& change, const std::string& ending) {
    for (const VertebraMesh& vertebra : mesh.vertebrae) {
        if (vertebra.vertebra < top || vertebra.vertebra > bottom) continue;
        Surface surface = vertebra.bone;
        change(vertebra.vertebra, surface);
        const std::filesystem::path file = folder / (std::string(name(vertebra.vertebra)) + ending);
        write_surface(surface, file);
        person.bones.surface[static_cast<std::size_t>(vertebra.vertebra)] = file.string();
    }
    return person;
}

}  // namespace spondyl::test
