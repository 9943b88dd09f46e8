// SPDX-License-Identifier: Apache-2.0
// What an element is: a type without data that answers these questions about its reference shape.
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
// A solid element (SolidElement) says besides how its volume ratio enters the volumetric energy
// (core/terms/solid_kernel.hpp):
//
//   volume_modes      1: its mean over the element; 4: its projection on linear functions of the reference position
//
// and a face (FaceElement), what the volume under it is made of (core/terms/cavity.hpp):
//
//   volume_denominator   common denominator of the coefficients of that volume
#pragma once

#include <Eigen/Core>
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
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

template <class E>
concept SolidElement = ReferenceElement<E> && E::dimension == 3 && (E::volume_modes == 1 || E::volume_modes == 4);

template <class E>
concept FaceElement = ReferenceElement<E> && E::dimension == 2 && requires {
    E::volume_denominator;
};

// Nodes of one cell.
template <ReferenceElement E>
using Cell = std::array<int, E::nodes>;

}  // namespace spondyl
