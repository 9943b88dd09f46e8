// SPDX-License-Identifier: Apache-2.0
// The concept of a material.
//
// A material is a plain struct with public parameters, no base class. The strain energy is
//     integral W(F) dV  +  V U(v / V)
// per element: W sees the local deformation gradient, U only the mean volume ratio of the element (mean
// dilatation; docs/adr/0002). A material offers
//
//     template <class T> struct Point;                          // per-element data, e.g. fibre directions
//     template <class T> T energy(const Tensor<T>& F, const Point<T>&) const;               // W, N/mm^2
//     template <class T> Response<T> operator()(const Tensor<T>& F, const Point<T>&) const; // tau and its tangent
//     double bulk_modulus;                                      // of U, MPa; 0: W carries the volume as well
//
// with T double, Lane or Dual. A history-dependent material (HasHistory) also has
//
//     template <class T> struct History;       // an aggregate of T per integration point; all zero: never loaded
//
// takes `const History<T>& past, double dt` as further arguments of energy and operator() (its history at the end of
// the last increment, dt seconds ago; dt is 0 in static analysis and infinite where it has relaxed completely) and
// offers
//
//     template <class T> History<T> remember(const Tensor<T>& F, const Point<T>&, const History<T>& past, double dt)
//     const;
//
// Evaluated with the new history and dt = 0 the stress is the same again. energy is then the potential of the
// increment: its derivative with respect to F at fixed past and dt is the stress. core/materials/prony.hpp is the
// example.
//
// tau = (dW/dF) F^T is the Kirchhoff stress of W; the tangent c is its Lie
// derivative: delta(tau) = c : eps + grad(du) tau + tau grad(du)^T, eps = sym grad(du) (spatial gradient),
// stored as in core/math/tensor.hpp.
#pragma once

#include "core/math/tensor.hpp"

namespace spondyl {

template <class T>
struct Response {
    SymTensor<T> tau;
    SymTensor4<T> c;  // all 36 entries filled
};

template <class Material>
concept HasHistory = requires {
    typename Material::template History<double>;
};

// A material without per-element data.
template <class T>
struct NoPoint {};

}  // namespace spondyl
