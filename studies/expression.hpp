// SPDX-License-Identifier: Apache-2.0
// The expression language in which a table states what to read from the records of experiments.
//
//   reading   NAME            a quantity (studies/record.hpp) of every disc of the row's level, at the row's step
//             NAME[L4-L5]     of another level
//             NAME@rest       at another step of the same experiment
//             NAME@other:end  at a step of another experiment
//   numbers, + - * /, parentheses
//   abs(x), max(x, y, ...), min(x, y, ...)                            disc by disc
//   sum(x), mean(x), largest(x), smallest(x)                          over the discs of the level
//   carried(load, tilt, limit)  the largest load borne while tilt stays below limit: interpolated where tilt reaches
//                               limit, else the load of the last equilibrium found. Looks at all states of the
//                               experiment, finished or not.
// A value that differs from disc to disc must be reduced in the end, unless the level is a single disc.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "studies/record.hpp"

namespace spondyl {

using Records = std::map<std::string, Record>;  // by name of the experiment

// The record, level and step to which an unqualified reading refers.
struct Viewpoint {
    const Records* records = nullptr;
    std::string experiment;
    std::string step;                  // its end ...
    std::optional<std::size_t> state;  // ... unless a state is given
    std::vector<Disc> discs;
};

// Thrown by Expression::value when a run ended before the requested step.
struct NotReached {
    std::string why;
};

class Expression {
  public:
    // UserError with the place in the text and what is allowed there.
    static Expression parse(std::string_view text);

    // UserError if the records hold no such thing or the value is not a finite number; NotReached.
    [[nodiscard]] double value(const Viewpoint& view) const;

    [[nodiscard]] bool differs_by_disc() const { return differs_by_disc_; }
    // Experiments and steps named in the text; the experiment is empty where the row's own is meant.
    struct Reference {
        std::string experiment;
        std::string step;
        auto operator<=>(const Reference&) const = default;  // NOLINT(modernize-use-nullptr): of what is generated
    };
    [[nodiscard]] const std::set<Reference>& references() const { return references_; }
    [[nodiscard]] const std::string& text() const { return text_; }

    // One number, or one per disc.
    using Evaluate = std::function<std::vector<double>(const Viewpoint&)>;

  private:
    std::string text_;
    Evaluate evaluate_;
    bool differs_by_disc_ = false;
    std::set<Reference> references_;
};

}  // namespace spondyl
