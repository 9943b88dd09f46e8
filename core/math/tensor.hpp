// SPDX-License-Identifier: Apache-2.0
// Second- and fourth-order tensors in three dimensions over any scalar (double, SIMD lane, dual number).
//
// Symmetric tensors are stored as six components in the order xx, yy, zz, xy, yz, xz, WITHOUT factors of
// two. A fourth-order tensor with minor and major symmetries is the 6x6 array c[I][J] = c_ijkl of those index
// pairs, also without factors: the double contraction with a symmetric strain d is
// (c:d)_I = sum_J c[I][J] weight_J d_J with weight 1 for normal and 2 for shear components.
#pragma once

#include <array>

namespace spondyl {

template <class T>
struct Tensor {  // m[row][column]
    T m[3][3];
    T* operator[](int i) { return m[i]; }
    const T* operator[](int i) const { return m[i]; }
};

template <class T>
using Vector = std::array<T, 3>;

template <class T>
struct SymTensor {
    T v[6];
    T& operator[](int i) { return v[i]; }
    const T& operator[](int i) const { return v[i]; }
};

template <class T>
struct SymTensor4 {
    T v[6][6];
    T* operator[](int i) { return v[i]; }
    const T* operator[](int i) const { return v[i]; }
};

// Row and column of each of the six stored components, and the place of a component.
inline constexpr int sym_row[6] = {0, 1, 2, 0, 1, 0};
inline constexpr int sym_col[6] = {0, 1, 2, 1, 2, 2};
inline constexpr int sym_index[3][3] = {{0, 3, 5}, {3, 1, 4}, {5, 4, 2}};

template <class T>
T determinant(const Tensor<T>& a) {
    return a[0][0] * (a[1][1] * a[2][2] - a[1][2] * a[2][1]) - a[0][1] * (a[1][0] * a[2][2] - a[1][2] * a[2][0]) +
           a[0][2] * (a[1][0] * a[2][1] - a[1][1] * a[2][0]);
}

// det(A) A^-T: the gradient of the determinant.
template <class T>
Tensor<T> cofactor(const Tensor<T>& a) {
    Tensor<T> c;
    c[0][0] = a[1][1] * a[2][2] - a[1][2] * a[2][1];
    c[0][1] = a[1][2] * a[2][0] - a[1][0] * a[2][2];
    c[0][2] = a[1][0] * a[2][1] - a[1][1] * a[2][0];
    c[1][0] = a[2][1] * a[0][2] - a[2][2] * a[0][1];
    c[1][1] = a[2][2] * a[0][0] - a[2][0] * a[0][2];
    c[1][2] = a[2][0] * a[0][1] - a[2][1] * a[0][0];
    c[2][0] = a[0][1] * a[1][2] - a[0][2] * a[1][1];
    c[2][1] = a[0][2] * a[1][0] - a[0][0] * a[1][2];
    c[2][2] = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    return c;
}

template <class T>
Vector<T> operator*(const Tensor<T>& a, const Vector<T>& x) {
    return {a[0][0] * x[0] + a[0][1] * x[1] + a[0][2] * x[2], a[1][0] * x[0] + a[1][1] * x[1] + a[1][2] * x[2],
            a[2][0] * x[0] + a[2][1] * x[1] + a[2][2] * x[2]};
}

// A A^T
template <class T>
SymTensor<T> left_product(const Tensor<T>& a) {
    SymTensor<T> b;
    for (int s = 0; s < 6; ++s) {
        const int i = sym_row[s];
        const int j = sym_col[s];
        b[s] = a[i][0] * a[j][0] + a[i][1] * a[j][1] + a[i][2] * a[j][2];
    }
    return b;
}

// A^T A
template <class T>
SymTensor<T> right_product(const Tensor<T>& a) {
    SymTensor<T> b;
    for (int s = 0; s < 6; ++s) {
        const int i = sym_row[s];
        const int j = sym_col[s];
        b[s] = a[0][i] * a[0][j] + a[1][i] * a[1][j] + a[2][i] * a[2][j];
    }
    return b;
}

// A S A^T
template <class T>
SymTensor<T> push_forward(const Tensor<T>& a, const SymTensor<T>& s) {
    T as[3][3];
    for (int i = 0; i < 3; ++i) {
        for (int j = 0; j < 3; ++j) {
            as[i][j] = a[i][0] * s[sym_index[0][j]] + a[i][1] * s[sym_index[1][j]] + a[i][2] * s[sym_index[2][j]];
        }
    }
    SymTensor<T> b;
    for (int q = 0; q < 6; ++q) {
        const int i = sym_row[q];
        const int j = sym_col[q];
        b[q] = as[i][0] * a[j][0] + as[i][1] * a[j][1] + as[i][2] * a[j][2];
    }
    return b;
}

template <class T>
SymTensor<T> square(const SymTensor<T>& a) {
    SymTensor<T> b;
    for (int s = 0; s < 6; ++s) {
        const int i = sym_row[s];
        const int j = sym_col[s];
        b[s] = a[sym_index[i][0]] * a[sym_index[0][j]] + a[sym_index[i][1]] * a[sym_index[1][j]] +
               a[sym_index[i][2]] * a[sym_index[2][j]];
    }
    return b;
}

// Component (p, q) of the fourth-order tensor (a_ik a_jl + a_il a_jk) / 2, (i, j) and (k, l) the pairs p and q.
template <class T>
T symmetric_product(const SymTensor<T>& a, int p, int q) {
    const int i = sym_row[p];
    const int j = sym_col[p];
    const int k = sym_row[q];
    const int l = sym_col[q];
    return (a[sym_index[i][k]] * a[sym_index[j][l]] + a[sym_index[i][l]] * a[sym_index[j][k]]) * 0.5;
}

template <class T>
T trace(const SymTensor<T>& a) {
    return a[0] + a[1] + a[2];
}

template <class T>
SymTensor<T> outer(const Vector<T>& a) {
    return {a[0] * a[0], a[1] * a[1], a[2] * a[2], a[0] * a[1], a[1] * a[2], a[0] * a[2]};
}

template <class T>
T dot(const Vector<T>& a, const Vector<T>& b) {
    return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

}  // namespace spondyl
