// SPDX-License-Identifier: Apache-2.0
// The concept of an element: a type without data that describes its reference shape by these members.
//
//   type              its VTK number; order of nodes and local coordinates are those of VTK
//   name              in lower case, "tet10"
//   dimension         3: solid, 2: face
//   nodes, points     numbers of nodes and of quadrature points
//   degree            quadrature() integrates every polynomial of this total degree exactly
//   node_positions    local coordinates of the nodes
//   centre            local coordinates of the middle
//   quadrature()      points and weights; the weights sum to the volume (area) of the reference shape
//   shape(x)          the shape functions at x, for any scalar
//   gradient(x)       their derivatives with respect to the local coordinates
//
// A solid element (SolidElement) also states how its volume ratio enters the volumetric energy
// (core/terms/solid_kernel.hpp), and how pictures, surfaces and sections divide it:
//
//   volume_modes      1: its mean over the element; 4: its projection on linear functions of the reference position
//   incompressible    how it behaves in nearly incompressible tissue (docs/adr/0050)
//   faces             its faces as lists of its nodes, normals outward
//   tetrahedra        linear tetrahedra between its nodes that fill it; every node is a corner of one of them
//
// A face element (FaceElement) also states how the volume under it is computed (core/terms/cavity.hpp) and how it is
// drawn:
//
//   volume_denominator   common denominator of the coefficients of that volume
//   triangles            flat triangles between its nodes that cover it, counter-clockwise as the face itself
#pragma once

#include <Eigen/Core>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace spondyl {

enum class CellType : std::uint8_t {};  // a VTK number; the elements name them

template <int dimension, class Scalar = double>
using LocalPoint = std::array<Scalar, static_cast<std::size_t>(dimension)>;

template <int dimension>
using LocalGradient = Eigen::Matrix<double, dimension, 1>;

template <int dimension>
struct QuadraturePoint {
    LocalPoint<dimension> at{};
    double weight = 0.0;
};

template <class E>
concept ReferenceElement = requires(const LocalPoint<E::dimension>& x) {
    { E::type } -> std::convertible_to<CellType>;
    { E::name } -> std::convertible_to<std::string_view>;
    { E::degree } -> std::convertible_to<int>;
    { E::node_positions } -> std::convertible_to<std::array<LocalPoint<E::dimension>, E::nodes>>;
    { E::centre } -> std::convertible_to<LocalPoint<E::dimension>>;
    { E::quadrature() } -> std::same_as<std::array<QuadraturePoint<E::dimension>, E::points>>;
    { E::shape(x) } -> std::same_as<std::array<double, E::nodes>>;
    { E::gradient(x) } -> std::same_as<std::array<LocalGradient<E::dimension>, E::nodes>>;
};

// Behaviour of a mesh of this element alone when the bulk modulus is far above the shear modulus.
enum class Incompressible : std::uint8_t {
    sound,  // converges as for compressible tissue
    stiff,  // converges, but locks where it cannot deform in all directions
    locks,
};

using LocalTriangle = std::array<int, 3>;     // indices into the node list of an element
using LocalTetrahedron = std::array<int, 4>;  // (b - a) x (c - a) . (d - a) > 0

template <class E>
concept FaceElement = ReferenceElement<E> && E::dimension == 2 && requires {
    E::volume_denominator;
    std::span<const LocalTriangle>(E::triangles);
};

// A face of a solid: a cell of a face element.
struct LocalFace {
    CellType type{};
    std::size_t count = 0;
    std::array<int, 8> all{};

    [[nodiscard]] constexpr std::span<const int> nodes() const { return std::span(all).first(count); }
};

template <FaceElement Face, class... Node>
constexpr LocalFace local_face(Node... node) {
    static_assert(sizeof...(node) == Face::nodes);
    return {.type = Face::type, .count = sizeof...(node), .all = {node...}};
}

template <class E>
concept SolidElement = ReferenceElement<E> && E::dimension == 3 &&
                       (E::volume_modes == 1 || E::volume_modes == 4) && requires {
    { E::incompressible } -> std::convertible_to<Incompressible>;
    std::span<const LocalFace>(E::faces);
    std::span<const LocalTetrahedron>(E::tetrahedra);
};

// Nodes of one cell.
template <ReferenceElement E>
using Cell = std::array<int, E::nodes>;

}  // namespace spondyl
