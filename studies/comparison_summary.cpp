// SPDX-License-Identifier: Apache-2.0
#include "studies/comparison_summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/text/words.hpp"
#include "io/results/result_text.hpp"
#include "studies/compared_measures.hpp"
#include "studies/comparison_verdicts.hpp"

namespace spondyl {

namespace {

constexpr double worse_percent = 5.0;  // what another measure must lose to be worth a sentence
constexpr double decided = 0.975;

std::string join(const std::vector<std::string>& words) {
    constexpr std::size_t most = 5;
    if (words.size() > most)
        return fmt::format("{} and {} more", fmt::join(words.begin(), words.begin() + most, ", "), words.size() - most);
    if (words.size() < 2) return words.empty() ? "" : words.front();
    return fmt::format("{} and {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

class Summary {
  public:
    explicit Summary(const Comparison& comparison) : comparison_(comparison) {}

    std::vector<std::string> write() {
        if (comparison_.measures.empty() || comparison_.cases.size() < 2) return {};
        recommended_weight();
        rank();
        unchanged();
        costs();
        limits();
        infeasible();
        failed();
        return std::move(sentences_);
    }

  private:
    [[nodiscard]] double value(std::size_t index, std::size_t measure) const {
        return comparison_.cases[index].values[measure].value;
    }
    [[nodiscard]] std::string number(std::size_t index, std::size_t measure) const {
        const ComparedMeasure& about = comparison_.measures[measure];
        return shown(about, value(index, measure)) + unit(about);
    }
    static std::string unit(const ComparedMeasure& about) {
        return about.unit.empty() || about.unit == "1" ? "" : " " + about.unit;
    }
    [[nodiscard]] std::string change(std::size_t index, std::size_t measure) const {
        return fmt::format("{:+.0f} %", change_percent(comparison_, index, measure));
    }
    [[nodiscard]] bool worse(std::size_t index, std::size_t measure) const {
        return verdict_of(comparison_, index, measure) == Verdict::worse &&
               std::abs(change_percent(comparison_, index, measure)) > worse_percent;
    }

    // Recommended weight of the base, by the decisive end of the lift.
    void recommended_weight() {
        const Result& result = comparison_.cases.front().result;
        if (result.states.empty() || result.states.back().lifting.empty()) return;
        const LiftingRow& row = counting(result.states.back().lifting);
        const std::string where(name(row.place));
        if (row.recommended_weight_kg == 0.0) {
            sentences_.push_back(fmt::format(
                "The lifting equation gives no permissible weight for the lift of the base, at its {}.", where));
        } else if (row.recommended_weight_kg && row.lifting_index) {
            sentences_.push_back(fmt::format(
                "The lifting equation recommends at most {:.1f} kg for the base, at the {} of the lift. The "
                "load of {:.4g} kg is {:.2f} times that: the lifting index.",
                *row.recommended_weight_kg, where, row.load_kg, *row.lifting_index));
        }
    }

    void rank() {
        constexpr std::size_t m = 0;
        const ComparedMeasure& about = comparison_.measures[m];
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < comparison_.cases.size(); ++i)
            if (std::isfinite(value(i, m))) order.push_back(i);
        std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) {
            return about.lower_is_better ? value(a, m) < value(b, m) : value(a, m) > value(b, m);
        });
        std::vector<std::string> places;
        for (const std::size_t i : order) {
            const std::string& name = comparison_.cases[i].name;
            places.push_back(i == 0 ? fmt::format("{} {}", name, number(i, m))
                                    : fmt::format("{} {} ({})", name, number(i, m), change(i, m)));
        }
        sentences_.push_back(fmt::format("{}, best first: {}.", about.title, fmt::join(places, ", ")));
        bands(order);
        std::vector<std::string> open;
        for (std::size_t p = 0; p < order.size(); ++p) {
            for (std::size_t q = p + 1; q < order.size(); ++q) {
                if (is_undecided(comparison_, order[p], order[q], m))
                    open.push_back(
                        fmt::format("{} or {}", comparison_.cases[order[p]].name, comparison_.cases[order[q]].name));
            }
        }
        if (!open.empty())
            sentences_.push_back(
                fmt::format("Within the uncertainty it is undecided which is better: {}.", fmt::join(open, "; ")));
    }

    void bands(const std::vector<std::size_t>& order) {
        constexpr std::size_t m = 0;
        const ComparedMeasure& about = comparison_.measures[m];
        std::vector<std::string> ranges, wins;
        for (std::size_t p = 0; p < order.size(); ++p) {
            const ComparedCase& one = comparison_.cases[order[p]];
            const ComparedValue& value = one.values[m];
            if (std::isfinite(value.low))
                ranges.push_back(fmt::format("{} {} to {}{}", one.name, shown(about, value.low),
                                             shown(about, value.high), unit(about)));
            if (p == 0) continue;
            const double chance = chance_better(comparison_, order[p - 1], order[p], m);
            if (std::isfinite(chance))
                wins.push_back(fmt::format("{} before {} in {:.0f} %", comparison_.cases[order[p - 1]].name, one.name,
                                           100.0 * chance));
        }
        if (!ranges.empty())
            sentences_.push_back(fmt::format("{}, range of 95 % of {} samples: {}.", about.title, comparison_.samples,
                                             fmt::join(ranges, ", ")));
        if (!wins.empty()) sentences_.push_back(fmt::format("Order within the samples: {}.", fmt::join(wins, ", ")));
    }

    void unchanged() {
        constexpr std::size_t m = 0;
        for (std::size_t i = 1; i < comparison_.cases.size(); ++i) {
            if (!std::isfinite(value(i, m)) || are_told_apart(comparison_, i, 0, m)) continue;
            std::vector<std::string> else_changed;
            for (std::size_t k = 1; k < comparison_.measures.size(); ++k) {
                const double percent = change_percent(comparison_, i, k);
                if (std::abs(percent) > worse_percent)
                    else_changed.push_back(fmt::format("{} {:+.0f} %", comparison_.measures[k].title, percent));
            }
            sentences_.push_back(fmt::format(
                "{} does not change {} ({:+.1f} %). {}.", comparison_.cases[i].name, comparison_.measures[m].title,
                change_percent(comparison_, i, m),
                else_changed.empty() ? "No other measure changes by more than 5 %" : "Changes: " + join(else_changed)));
        }
    }

    // Strategies that improve the ranked measure but worsen others.
    void costs() {
        constexpr std::size_t m = 0;
        for (std::size_t i = 1; i < comparison_.cases.size(); ++i) {
            if (verdict_of(comparison_, i, m) != Verdict::better) continue;
            std::vector<std::string> lost;
            for (std::size_t k = 1; k < comparison_.measures.size(); ++k) {
                if (worse(i, k)) lost.push_back(fmt::format("{} ({})", comparison_.measures[k].title, change(i, k)));
            }
            if (!lost.empty())
                sentences_.push_back(fmt::format("{} improves {} but worsens {}.", comparison_.cases[i].name,
                                                 comparison_.measures[m].title, join(lost)));
        }
    }

    void limits() {
        for (std::size_t m = 0; m < comparison_.measures.size(); ++m) {
            const ComparedMeasure& about = comparison_.measures[m];
            if (!about.limit || !std::isfinite(value(0, m))) continue;
            const auto inside = [&](std::size_t i) {
                return about.lower_is_better ? value(i, m) <= *about.limit : value(i, m) >= *about.limit;
            };
            std::vector<std::string> crossing;
            for (std::size_t i = 1; i < comparison_.cases.size(); ++i) {
                if (std::isfinite(value(i, m)) && inside(i) != inside(0))
                    crossing.push_back(fmt::format("{} ({}{})", comparison_.cases[i].name, number(i, m),
                                                   share_of_samples(i, m, inside(i))));
            }
            if (crossing.empty() && inside(0)) continue;
            const std::string whose = about.limit_note.empty() ? "" : fmt::format(" ({})", about.limit_note);
            sentences_.push_back(fmt::format(
                "{}: {} in the base{}. This {} the limit of {}{}{}. {}.", about.title, number(0, m),
                share_of_samples(0, m, inside(0)), inside(0) ? "is within" : "exceeds", shown_limit(about), unit(about),
                whose,
                crossing.empty() ? std::string("No strategy meets it")
                                 : fmt::format("It is {} by {}", inside(0) ? "exceeded" : "met", join(crossing))));
        }
    }

    // ", and so in 87 % of the samples": how often a case is on that side of the limit, which there must be.
    [[nodiscard]] std::string share_of_samples(std::size_t index, std::size_t measure, bool inside) const {
        const ComparedMeasure& about = comparison_.measures[measure];
        int all = 0, same = 0;
        for (const double draw : comparison_.cases[index].values[measure].draws) {
            if (!std::isfinite(draw)) continue;
            ++all;
            if ((about.lower_is_better ? draw <= *about.limit : draw >= *about.limit) == inside) ++same;
        }
        return all == 0 ? "" : fmt::format(", and so in {:.0f} % of the samples", 100.0 * same / all);
    }

    void infeasible() {
        for (const ComparedCase& one : comparison_.cases) {
            if (one.infeasible_samples > 0)
                sentences_.push_back(
                    fmt::format("The muscles are too weak for {} in {} of {} samples. Their numbers are those "
                                "of a person who is just strong enough.",
                                one.name, one.infeasible_samples, comparison_.samples));
        }
        std::vector<std::string> names;
        for (const ComparedCase& one : comparison_.cases)
            if (is_infeasible(one.result)) names.push_back(one.name);
        if (names.empty()) return;
        sentences_.push_back(
            fmt::format("The muscles are too weak for {}. {} numbers are those of a person who is just strong enough; "
                        "the strength used says how strong.",
                        fmt::join(names, ", "), names.size() == 1 ? "Its" : "Their"));
    }

    void failed() {
        for (const ComparedCase& one : comparison_.cases) {
            if (!one.result.complete)
                sentences_.push_back(fmt::format("{} could not be computed: {}", one.name, failure_line(one.result)));
            if (!one.failed_samples.empty()) {
                const std::string& why = one.failed_samples.front().second;
                sentences_.push_back(fmt::format(
                    "{} has no numbers in {} of {} samples. No comparison with it counts them. The first: {}", one.name,
                    one.failed_samples.size(), comparison_.samples, first_line(why)));
            }
        }
    }

    const Comparison& comparison_;
    std::vector<std::string> sentences_;
};

}  // namespace

std::string shown(const ComparedMeasure& measure, double value) {
    constexpr double small = 0.1;
    if (value == 0.0) return "0";
    const bool by_digits = shown_as_zero(measure) == 0.0 && value != 0.0 && std::abs(value) < small;
    return by_digits ? fmt::format("{:.3g}", value) : fmt::format("{:.{}f}", value, measure.decimals);
}

std::string shown_limit(const ComparedMeasure& measure) {
    return fmt::format("{:g}", measure.limit.value());
}

double shown_as_zero(const ComparedMeasure& measure) {
    return measure.decimals >= 3 ? 0.0 : 0.5 * std::pow(10.0, -measure.decimals);
}

std::vector<std::string> summary_of(const Comparison& comparison) {
    return Summary(comparison).write();
}

double change_percent(const Comparison& comparison, std::size_t index, std::size_t measure) {
    const double before = comparison.cases.front().values[measure].value;
    const double after = comparison.cases[index].values[measure].value;
    return std::abs(before) <= shown_as_zero(comparison.measures[measure])
               ? std::numeric_limits<double>::quiet_NaN()
               : 100.0 * (after - before) / std::abs(before);
}

double chance_better(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure) {
    const std::vector<double>& first = comparison.cases[a].values[measure].draws;
    const std::vector<double>& second = comparison.cases[b].values[measure].draws;
    int both = 0;
    double better = 0.0;
    for (std::size_t i = 0; i < std::min(first.size(), second.size()); ++i) {
        if (!std::isfinite(first[i]) || !std::isfinite(second[i])) continue;
        ++both;
        const bool less = first[i] < second[i];
        if (first[i] == second[i]) {
            better += 0.5;
        } else if (less == comparison.measures[measure].lower_is_better) {
            better += 1.0;
        }
    }
    return both == 0 ? std::numeric_limits<double>::quiet_NaN() : better / both;
}

bool is_undecided(const Comparison& comparison, std::size_t a, std::size_t b, std::size_t measure) {
    const double chance = chance_better(comparison, a, b, measure);
    return chance > 1.0 - decided && chance < decided;
}

}  // namespace spondyl
