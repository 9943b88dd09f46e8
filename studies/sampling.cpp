// SPDX-License-Identifier: Apache-2.0
#include "studies/sampling.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/random/sobol.hpp>
#include <cmath>
#include <limits>
#include <numeric>
#include <random>
#include <utility>

#include "core/error.hpp"

namespace spondyl {

namespace {

using Points = std::vector<std::vector<double>>;

constexpr int most_points = 1 << 20;
constexpr int most_dimensions = 1000;

// The C++ standard fixes the numbers of this generator, but not those of its distributions.
using Generator = std::mt19937_64;

// 0 ... n - 1, all equally likely.
std::uint64_t index_below(std::uint64_t n, Generator& generator) {
    const std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max() / n * n;
    std::uint64_t bits = generator();
    while (bits >= beyond) bits = generator();
    return bits % n;
}

Points latin_hypercube(int count, int dimensions, Generator& generator) {
    Points points(count, std::vector<double>(dimensions));
    std::vector<int> strips(count);
    for (int d = 0; d < dimensions; ++d) {
        std::iota(strips.begin(), strips.end(), 0);
        for (int i = count - 1; i > 0; --i) std::swap(strips[i], strips[index_below(i + 1, generator)]);
        for (int i = 0; i < count; ++i) {
            // 33 bits here and 20 of the count: the sum is exact, so that no point lies on the edge of its interval.
            const double place = std::ldexp(static_cast<double>(generator() >> 32) + 0.5, -32);
            points[i][d] = (strips[i] + place) / count;
        }
    }
    return points;
}

Points sobol(int count, int dimensions, Generator& generator) {
    std::vector<std::uint64_t> shifts(dimensions);
    for (std::uint64_t& shift : shifts) shift = generator();
    boost::random::sobol_engine<std::uint64_t, 64> engine(dimensions);
    Points points(count, std::vector<double>(dimensions));
    for (int i = 0; i < count; ++i) {
        for (int d = 0; d < dimensions; ++d) {
            // Boost leaves out the origin, without which 2^n points are not evenly distributed.
            const std::uint64_t digits = (i == 0 ? 0 : engine()) ^ shifts[d];
            points[i][d] = std::ldexp(static_cast<double>(digits >> 12) + 0.5, -52);
        }
    }
    return points;
}

}  // namespace

SamplingMethod find_sampling_method(const std::string& name) {
    if (const auto found = find_enumerator<SamplingMethod>(name)) return *found;
    throw UserError(
        fmt::format("there is no sampling method \"{}\"; methods: {}", name, fmt::join(sampling_method_names, ", ")));
}

Points sample_unit_cube(SamplingMethod method, int count, int dimensions, std::uint64_t seed) {
    if (count < 1 || count > most_points)
        throw UserError(fmt::format("{} samples; 1 to {} are possible", count, most_points));
    if (dimensions < 1 || dimensions > most_dimensions)
        throw UserError(fmt::format("{} sampled quantities; 1 to {} are possible", dimensions, most_dimensions));
    Generator generator(seed);
    return method == SamplingMethod::sobol ? sobol(count, dimensions, generator)
                                           : latin_hypercube(count, dimensions, generator);
}

}  // namespace spondyl
