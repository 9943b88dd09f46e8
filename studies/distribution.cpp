// SPDX-License-Identifier: Apache-2.0
#include "studies/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>
#include <vector>

#include "core/error.hpp"

namespace spondyl {

namespace {

struct KindNames {
    std::string_view name;
    Distribution::Kind kind;
    std::array<std::string_view, 4> parameters;
    std::size_t count;
};

constexpr std::array kinds = {
    KindNames{"uniform", Distribution::Kind::uniform, {"low", "high"}, 2},
    KindNames{"normal", Distribution::Kind::normal, {"mean", "sd"}, 2},
    KindNames{"triangular", Distribution::Kind::triangular, {"low", "mode", "high"}, 3},
    KindNames{"truncated_normal", Distribution::Kind::truncated_normal, {"mean", "sd", "low", "high"}, 4},
};

const KindNames& find_kind(std::string_view name) {
    const auto* const found = std::ranges::find(kinds, name, &KindNames::name);
    if (found != kinds.end()) return *found;
    std::vector<std::string_view> names;
    names.reserve(kinds.size());
    for (const KindNames& one : kinds) names.push_back(one.name);
    throw UserError(fmt::format("there is no distribution \"{}\"; distributions: {}", name, fmt::join(names, ", ")));
}

// Plain double: with the wider type that Boost uses otherwise, the last bits would differ between processors.
using Policy = boost::math::policies::policy<boost::math::policies::promote_double<false>>;
using Normal = boost::math::normal_distribution<double, Policy>;
using Triangular = boost::math::triangular_distribution<double, Policy>;

double truncated_quantile(double mean, double sd, double low, double high, double probability) {
    const Normal normal(mean, sd);
    // In the upper tail the probability is counted from above, since small differences from 1 would be lost in
    // rounding.
    if (low > mean) {
        const double above_low = cdf(complement(normal, low)), above_high = cdf(complement(normal, high));
        return std::clamp(quantile(complement(normal, above_low - probability * (above_low - above_high))), low, high);
    }
    const double below_low = cdf(normal, low), below_high = cdf(normal, high);
    return std::clamp(quantile(normal, below_low + probability * (below_high - below_low)), low, high);
}

}  // namespace

std::span<const std::string_view> Distribution::parameter_names(std::string_view kind) {
    const KindNames& found = find_kind(kind);
    return std::span(found.parameters).first(found.count);
}

Distribution::Distribution(std::string_view kind, std::span<const double> parameters) : kind_(find_kind(kind).kind) {
    const auto names = parameter_names(kind);
    const auto wrong = [&](const std::string& why) {
        return UserError(fmt::format("distribution {} ({}) of {}: {}", kind, fmt::join(names, ", "),
                                     fmt::join(parameters, ", "), why));
    };
    if (parameters.size() != names.size()) throw wrong(fmt::format("takes {} numbers", names.size()));
    if (!std::ranges::all_of(parameters, [](double value) { return std::isfinite(value); }))
        throw wrong("takes finite numbers");
    std::ranges::copy(parameters, parameters_.begin());
    const auto& p = parameters_;
    const bool has_sd = kind_ == Kind::normal || kind_ == Kind::truncated_normal;
    if (has_sd && !(p[1] > 0.0)) throw wrong("the sd has to be positive");
    if (kind_ == Kind::uniform && !(p[0] < p[1])) throw wrong("low has to be below high");
    if (kind_ == Kind::triangular && !(p[0] <= p[1] && p[1] <= p[2] && p[0] < p[2]))
        throw wrong("low, mode and high have to be in this order");
    if (kind_ == Kind::truncated_normal) {
        if (!(p[2] < p[3])) throw wrong("low has to be below high");
        // Beyond 30 sd the probability between the bounds is too small for a double.
        if (p[2] > p[0] + 30.0 * p[1] || p[3] < p[0] - 30.0 * p[1])
            throw wrong("the bounds are more than 30 sd from the mean");
    }
}

double Distribution::quantile(double probability) const {
    SPONDYL_ASSERT(probability > 0.0 && probability < 1.0, "probability {}", probability);
    const auto& p = parameters_;
    switch (kind_) {
        case Kind::uniform:
            return p[0] + probability * (p[1] - p[0]);
        case Kind::normal:
            return boost::math::quantile(Normal(p[0], p[1]), probability);
        case Kind::triangular:
            return boost::math::quantile(Triangular(p[0], p[1], p[2]), probability);
        case Kind::truncated_normal:
            return truncated_quantile(p[0], p[1], p[2], p[3], probability);
    }
    throw InternalError("unknown kind of distribution");
}

std::string Distribution::text() const {
    const auto* const found = std::ranges::find(kinds, kind_, &KindNames::kind);
    std::string text(found->name);
    for (std::size_t i = 0; i < found->count; ++i) text += fmt::format(", {} {}", found->parameters[i], parameters_[i]);
    return text;
}

}  // namespace spondyl
