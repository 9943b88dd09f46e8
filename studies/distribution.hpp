// SPDX-License-Identifier: Apache-2.0
// Distributions of uncertain numbers, and their quantiles.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

namespace spondyl {

// A kind of distribution and its parameters, in the order of parameter_names(). All in the unit of the quantity.
//   uniform            low, high
//   normal             mean, sd
//   triangular         low, mode, high
//   truncated_normal   mean, sd, low, high: mean and sd are those before the tails are cut off
class Distribution {
  public:
    enum class Kind { uniform, normal, triangular, truncated_normal };

    // UserError: no such kind (with those there are), a wrong number of parameters, parameters that are not finite or
    // not in order, an sd that is not positive, bounds between which a truncated normal has no probability.
    Distribution(std::string_view kind, std::span<const double> parameters);

    // Names of the parameters of a kind. UserError: no such kind.
    static std::span<const std::string_view> parameter_names(std::string_view kind);

    // The value that is exceeded with probability 1 - `probability`, 0 < probability < 1.
    [[nodiscard]] double quantile(double probability) const;
    // "normal, mean 0.5, sd 0.1"
    [[nodiscard]] std::string text() const;

  private:
    Kind kind_;
    std::array<double, 4> parameters_{};
};

}  // namespace spondyl
