// SPDX-License-Identifier: Apache-2.0
#include "studies/expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <numeric>

#include "core/error.hpp"
#include "core/text/limits.hpp"
#include "io/scenario/diagnostics.hpp"
#include "studies/span.hpp"

namespace spondyl {

namespace {

using Values = std::vector<double>;
using Evaluate = Expression::Evaluate;

const Record& record_of(const Viewpoint& view, const std::string& experiment) {
    const std::string& wanted = experiment.empty() ? view.experiment : experiment;
    const auto found = view.records->find(wanted);
    if (found == view.records->end()) throw NotReached{fmt::format("\"{}\" gave no result", wanted)};
    return found->second;
}

std::size_t state_of(const Record& record, const std::string& step) {
    if (const std::optional<std::size_t> state = end_of_step(record.scenario, record.result, step)) return *state;
    throw NotReached{fmt::format("\"{}\" did not reach the end of step \"{}\"", record.scenario.title, step)};
}

// A single number is combined with the value of every disc.
template <class Operation>
Values combine(const Values& a, const Values& b, Operation operation) {
    SPONDYL_ASSERT(a.size() == b.size() || a.size() == 1 || b.size() == 1, "{} against {} discs", a.size(), b.size());
    Values result(std::max(a.size(), b.size()));
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i] = operation(a[a.size() == 1 ? 0 : i], b[b.size() == 1 ? 0 : i]);
    }
    return result;
}

double sum(const Values& values) {
    return std::accumulate(values.begin(), values.end(), 0.0);
}
double mean(const Values& values) {
    return sum(values) / static_cast<double>(values.size());
}
double largest(const Values& values) {
    return *std::max_element(values.begin(), values.end());
}
double smallest(const Values& values) {
    return *std::min_element(values.begin(), values.end());
}

double carried(const Viewpoint& view, const Evaluate& load, const Evaluate& tilt, const Evaluate& limit) {
    const Record& record = record_of(view, {});
    double last_load = 0.0, last_tilt = 0.0;
    for (std::size_t state = 0; state < record.result.states.size(); ++state) {
        Viewpoint at = view;
        at.state = state;
        const double load_here = load(at).front(), tilt_here = tilt(at).front(), end = limit(at).front();
        if (tilt_here >= end) {
            if (state == 0) return load_here;
            return last_load + (end - last_tilt) / (tilt_here - last_tilt) * (load_here - last_load);
        }
        last_load = load_here;
        last_tilt = tilt_here;
    }
    return last_load;
}

struct Node {
    Evaluate evaluate;
    bool differs_by_disc = false;
};

class Parser {
  public:
    Parser(std::string_view text, std::set<Expression::Reference>& references) : text_(text), references_(references) {}

    Node whole() {
        Node node = total();
        if (!at_end()) fail("an operator or the end", "");
        return node;
    }

  private:
    [[noreturn]] void fail(std::string_view expected, std::string_view help) const {
        const std::string found = at_ < text_.size() ? fmt::format("\"{}\"", text_.substr(at_)) : "the end";
        throw UserError(fmt::format("\"{}\": expected {} at column {}, found {}{}{}", text_, expected, at_ + 1, found,
                                    help.empty() ? "" : "; ", help));
    }
    bool at_end() {
        while (at_ < text_.size() && text_[at_] == ' ') ++at_;
        return at_ == text_.size();
    }
    bool take(char c) {
        if (at_end() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void need(char c) {
        if (!take(c)) fail(fmt::format("\"{}\"", c), "");
    }
    std::string word(std::string_view more) {
        const std::size_t begin = at_;
        while (at_ < text_.size() && (std::isalnum(static_cast<unsigned char>(text_[at_])) != 0 ||
                                      more.find(text_[at_]) != std::string_view::npos)) {
            ++at_;
        }
        return std::string(text_.substr(begin, at_ - begin));
    }

    Node total() {
        Node left = product();
        while (true) {
            if (take('+')) {
                left = join(left, product(), std::plus<>());
            } else if (take('-')) {
                left = join(left, product(), std::minus<>());
            } else {
                return left;
            }
        }
    }
    Node product() {
        Node left = factor();
        while (true) {
            if (take('*')) {
                left = join(left, factor(), std::multiplies<>());
            } else if (take('/')) {
                left = join(left, factor(), std::divides<>());
            } else {
                return left;
            }
        }
    }
    template <class Operation>
    static Node join(const Node& a, const Node& b, Operation operation) {
        return {[a = a.evaluate, b = b.evaluate, operation](const Viewpoint& view) {
                    return combine(a(view), b(view), operation);
                },
                a.differs_by_disc || b.differs_by_disc};
    }

    Node factor() {
        const Deeper deeper(depth_);
        if (depth_ > limits::expression_nesting)
            fail(fmt::format("at most {} nested signs and parentheses", limits::expression_nesting), "");
        if (take('-')) return join({[](const Viewpoint&) { return Values{0.0}; }, false}, factor(), std::minus<>());
        if (take('(')) {
            Node inner = total();
            need(')');
            return inner;
        }
        if (at_end()) fail("a reading, a number or a function", "");
        double number = 0.0;
        if (const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), number);
            error == std::errc() && std::isfinite(number) &&
            std::isalpha(static_cast<unsigned char>(text_[at_])) == 0) {
            at_ = static_cast<std::size_t>(end - text_.data());
            return {[number](const Viewpoint&) { return Values{number}; }, false};
        }
        const std::size_t begin = at_;
        const std::string name = word("_.");
        if (name.empty()) fail("a reading, a number or a function", "");
        if (take('(')) return function(name, begin);
        at_ = begin + name.size();
        return reading(name, begin);
    }

    Node reading(const std::string& name, std::size_t begin) {
        const Measure* const measure = find_measure(name);
        if (!measure) {
            at_ = begin;
            const std::string_view guess = nearest(name, measure_names());
            fail("the name of a quantity", guess.empty() ? "" : fmt::format("did you mean \"{}\"?", guess));
        }
        std::vector<Disc> discs;
        if (take('[')) {
            const std::size_t span = at_;
            discs = discs_of_span(word("-"));
            if (discs.empty()) {
                at_ = span;
                fail("a level such as L4-L5 or L1-S1", "");
            }
            need(']');
        }
        std::string experiment, step;
        if (take('@')) {
            step = word("_.");
            if (take(':')) {
                experiment = step;
                step = word("_.");
            }
            if (step.empty()) fail("the name of a step", "");
            references_.insert({experiment, step});
        }
        const bool differs = measure->of != MeasureOf::load && discs.size() != 1;
        return {[=](const Viewpoint& view) {
                    const Record& record = record_of(view, experiment);
                    const std::size_t state = !step.empty() ? state_of(record, step)
                                              : view.state  ? *view.state
                                                            : state_of(record, view.step);
                    Values values = values_of(*measure, record, state, discs.empty() ? view.discs : discs);
                    if (!differs) values.resize(1);
                    return values;
                },
                differs};
    }

    Node function(const std::string& name, std::size_t begin) {
        std::vector<Node> inputs = {total()};
        while (take(',')) inputs.push_back(total());
        need(')');
        const auto wrong = [&](std::string_view expected) {
            at_ = begin;
            fail(expected, "");
        };
        const std::map<std::string, double (*)(const Values&)> over_discs = {
            {"sum", sum}, {"mean", mean}, {"largest", largest}, {"smallest", smallest}};
        if (const auto found = over_discs.find(name); found != over_discs.end()) {
            if (inputs.size() != 1 || !inputs[0].differs_by_disc) wrong(name + " of something that differs by disc");
            return {[x = inputs[0].evaluate, reduce = found->second](const Viewpoint& view) {
                        return Values{reduce(x(view))};
                    },
                    false};
        }
        if (name == "abs") {
            if (inputs.size() != 1) wrong("one input of abs");
            return {[x = inputs[0].evaluate](const Viewpoint& view) {
                        Values values = x(view);
                        for (double& value : values) value = std::abs(value);
                        return values;
                    },
                    inputs[0].differs_by_disc};
        }
        if (name == "max" || name == "min") {
            if (inputs.size() < 2) wrong("several inputs of " + name);
            Node chosen = inputs[0];
            for (std::size_t i = 1; i < inputs.size(); ++i) {
                chosen = join(chosen, inputs[i], [most = name == "max"](double a, double b) {
                    return most ? std::max(a, b) : std::min(a, b);
                });
            }
            return chosen;
        }
        if (name == "carried") {
            if (inputs.size() != 3 || inputs[0].differs_by_disc || inputs[1].differs_by_disc ||
                inputs[2].differs_by_disc) {
                wrong("carried(load, tilt, limit), none of which differs by disc");
            }
            return {[load = inputs[0].evaluate, tilt = inputs[1].evaluate, limit = inputs[2].evaluate](
                        const Viewpoint& view) { return Values{carried(view, load, tilt, limit)}; },
                    false};
        }
        at_ = begin;
        fail("a function", "there are abs, max, min, sum, mean, largest, smallest and carried");
    }

    // Counts the depth of recursion of the parser.
    class Deeper {
      public:
        explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
        ~Deeper() { --depth_; }
        Deeper(const Deeper&) = delete;
        Deeper& operator=(const Deeper&) = delete;

      private:
        int& depth_;
    };

    std::string_view text_;
    std::set<Expression::Reference>& references_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Expression Expression::parse(std::string_view text) {
    if (text.size() > limits::expression_characters)
        throw UserError(fmt::format("a formula of {} characters; at most {} are allowed", text.size(),
                                    limits::expression_characters));
    Expression expression;
    expression.text_ = text;
    Node node = Parser(text, expression.references_).whole();
    expression.evaluate_ = std::move(node.evaluate);
    expression.differs_by_disc_ = node.differs_by_disc;
    return expression;
}

double Expression::value(const Viewpoint& view) const {
    const Values values = evaluate_(view);
    if (values.size() != 1) {
        throw UserError(
            fmt::format("\"{}\" has {} values, one per disc: reduce them with sum, mean, largest or smallest", text_,
                        values.size()));
    }
    if (!std::isfinite(values[0])) throw UserError(fmt::format("\"{}\" is not a finite number", text_));
    return values[0];
}

}  // namespace spondyl
