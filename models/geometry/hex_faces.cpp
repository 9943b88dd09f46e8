// SPDX-License-Identifier: Apache-2.0
#include "models/geometry/hex_faces.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace spondyl {
namespace {

constexpr std::array<std::array<int, 3>, 8> corner_signs = {
    {{-1, -1, -1}, {1, -1, -1}, {1, 1, -1}, {-1, 1, -1}, {-1, -1, 1}, {1, -1, 1}, {1, 1, 1}, {-1, 1, 1}}};

// For each corner its neighbours along the three local axes, right-handed.
constexpr std::array<std::array<int, 3>, 8> corner_neighbours = {
    {{1, 3, 4}, {2, 0, 5}, {3, 1, 6}, {0, 2, 7}, {7, 5, 0}, {4, 6, 1}, {5, 7, 2}, {6, 4, 3}}};

Mat3 jacobian(const Mesh& mesh, std::span<const int> hex, const Vec3& xi) {
    Mat3 j = Mat3::Zero();
    for (std::size_t c = 0; c < 8; ++c) {
        const auto& s = corner_signs[c];
        const Vec3 gradient(0.125 * s[0] * (1 + s[1] * xi[1]) * (1 + s[2] * xi[2]),
                            0.125 * s[1] * (1 + s[0] * xi[0]) * (1 + s[2] * xi[2]),
                            0.125 * s[2] * (1 + s[0] * xi[0]) * (1 + s[1] * xi[1]));
        j += mesh.nodes[static_cast<std::size_t>(hex[c])] * gradient.transpose();
    }
    return j;
}

template <class Visit>
void at_gauss_points(const Mesh& mesh, std::span<const int> hex, Visit visit) {
    const double g = 1.0 / std::sqrt(3.0);
    for (const auto& s : corner_signs) visit(jacobian(mesh, hex, g * Vec3(s[0], s[1], s[2])).determinant());
}

}  // namespace

Quad hex_face(std::span<const int> hex, std::size_t face) {
    Quad quad{};
    for (std::size_t c = 0; c < 4; ++c) quad[c] = hex[static_cast<std::size_t>(hex_face_corners[face][c])];
    return quad;
}

std::vector<Quad> boundary_faces(const Mesh& mesh, const std::vector<int>& elements) {
    std::map<Quad, int> owners;
    const auto key = [](Quad quad) {
        std::sort(quad.begin(), quad.end());
        return quad;
    };
    for (int e : elements) {
        for (std::size_t f = 0; f < 6; ++f)
            ++owners[key(hex_face(mesh.blocks.front()[static_cast<std::size_t>(e)], f))];
    }
    std::vector<Quad> faces;
    for (int e : elements) {
        for (std::size_t f = 0; f < 6; ++f) {
            const Quad face = hex_face(mesh.blocks.front()[static_cast<std::size_t>(e)], f);
            if (owners[key(face)] == 1) faces.push_back(face);
        }
    }
    return faces;
}

double hex_volume(const Mesh& mesh, std::span<const int> hex) {
    double volume = 0.0;
    at_gauss_points(mesh, hex, [&](double determinant) { volume += determinant; });
    return volume;
}

double smallest_jacobian(const Mesh& mesh, std::span<const int> hex) {
    double smallest = std::numeric_limits<double>::max();
    at_gauss_points(mesh, hex, [&](double determinant) { smallest = std::min(smallest, determinant); });
    return smallest;
}

double scaled_jacobian(const Mesh& mesh, std::span<const int> hex) {
    double smallest = std::numeric_limits<double>::max();
    for (std::size_t c = 0; c < 8; ++c) {
        Mat3 edges;
        const Vec3& corner = mesh.nodes[static_cast<std::size_t>(hex[c])];
        for (int a = 0; a < 3; ++a) {
            const auto neighbour = static_cast<std::size_t>(corner_neighbours[c][static_cast<std::size_t>(a)]);
            edges.col(a) = (mesh.nodes[static_cast<std::size_t>(hex[neighbour])] - corner).normalized();
        }
        smallest = std::min(smallest, edges.determinant());
    }
    return smallest;
}

double aspect_ratio(const Mesh& mesh, std::span<const int> hex) {
    const Mat3 axes = jacobian(mesh, hex, Vec3::Zero());
    const Vec3 lengths = axes.colwise().norm();
    return lengths.maxCoeff() / lengths.minCoeff();
}

}  // namespace spondyl
