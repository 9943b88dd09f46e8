// SPDX-License-Identifier: Apache-2.0
// Forward-mode dual numbers: a value and its derivative along one direction. Dual<Dual<double>> carries a second
// derivative. They check hand-written stresses and tangents against the strain energy to rounding error.
#pragma once

#include <cmath>

#include "core/math/simd.hpp"

namespace spondyl {

template <class T = double>
struct Dual {
    T value{};
    T derivative{};

    Dual() = default;
    // Implicit on purpose: literals and parameters mix with duals in the same formula.
    Dual(double constant) : value(constant), derivative(0.0) {}  // NOLINT(google-explicit-constructor)
    Dual(const T& value_in, const T& derivative_in) : value(value_in), derivative(derivative_in) {}

    friend Dual operator+(const Dual& a, const Dual& b) { return {a.value + b.value, a.derivative + b.derivative}; }
    friend Dual operator-(const Dual& a, const Dual& b) { return {a.value - b.value, a.derivative - b.derivative}; }
    friend Dual operator-(const Dual& a) { return {-a.value, -a.derivative}; }
    friend Dual operator*(const Dual& a, const Dual& b) {
        return {a.value * b.value, a.derivative * b.value + a.value * b.derivative};
    }
    friend Dual operator/(const Dual& a, const Dual& b) {
        const T quotient = a.value / b.value;
        return {quotient, (a.derivative - quotient * b.derivative) / b.value};
    }
    friend bool operator<(const Dual& a, const Dual& b) { return a.value < b.value; }
    friend bool operator>(const Dual& a, const Dual& b) { return a.value > b.value; }
    friend bool operator<=(const Dual& a, const Dual& b) { return a.value <= b.value; }
    friend bool operator>=(const Dual& a, const Dual& b) { return a.value >= b.value; }
    // Compares the values only, as a branch that depends on a parameter does.
    friend bool operator!=(const Dual& a, const Dual& b) { return a.value != b.value; }
};

// The number without its derivatives.
inline double primal(double x) {
    return x;
}
template <class T>
double primal(const Dual<T>& x) {
    return primal(x.value);
}

template <class T>
Dual<T> select(bool condition, const Dual<T>& if_true, const Dual<T>& if_false) {
    return condition ? if_true : if_false;
}

template <class T>
Dual<T> sqrt(const Dual<T>& x) {
    const T root = sqrt(x.value);
    return {root, x.derivative / (root * 2.0)};
}

template <class T>
Dual<T> exp(const Dual<T>& x) {
    const T e = exp(x.value);
    return {e, e * x.derivative};
}

template <class T>
Dual<T> log(const Dual<T>& x) {
    return {log(x.value), x.derivative / x.value};
}

template <class T>
Dual<T> inverse_two_thirds_power(const Dual<T>& x) {
    const T power = inverse_two_thirds_power(x.value);
    return {power, power / x.value * x.derivative * (-2.0 / 3.0)};
}

}  // namespace spondyl
