// SPDX-License-Identifier: Apache-2.0
// Points that fill the unit cube evenly, for sampling uncertain quantities.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/text/enum_names.hpp"

namespace spondyl {

// latin_hypercube: each coordinate has one point in each of `count` equal intervals, at a random place in it; intervals
// are paired at random (McKay, Beckman and Conover 1979, doi:10.2307/1268522). Good for any count.
// sobol: the first `count` points of the Sobol sequence, directions as in Boost.Random, each coordinate shifted digit
// by digit at random (Cranley-Patterson in base 2, L'Ecuyer and Lemieux 2002, doi:10.1007/0-306-48102-2_20). Best at
// powers of two; more points extend those of a smaller count.
enum class SamplingMethod { latin_hypercube, sobol };
inline constexpr std::array<std::string_view, 2> sampling_method_names = {"latin_hypercube", "sobol"};
constexpr const auto& enum_names(SamplingMethod /*of*/) {
    return sampling_method_names;
}
// UserError, with the names of the methods.
SamplingMethod find_sampling_method(const std::string& name);

// `count` points of `dimensions` coordinates in (0,1), bit-identical on every machine; another seed gives other points.
// UserError: fewer than 1 or more than 2^20 points, fewer than 1 or more than 1000 dimensions.
std::vector<std::vector<double>> sample_unit_cube(SamplingMethod method, int count, int dimensions, std::uint64_t seed);

}  // namespace spondyl
