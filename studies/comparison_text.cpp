#include "studies/comparison_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "studies/compared_measures.hpp"
#include "studies/comparison_summary.hpp"

namespace spondyl {

namespace {

std::string number(double value) {
    return std::isfinite(value) ? fmt::format("{}", value) : "";
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) result += c == '"' ? std::string("\"\"") : std::string(1, c);
    return result + "\"";
}

}  // namespace

std::string note_of(const ComparedCase& one) {
    if (!one.result.complete) return "failed: " + one.result.failure.substr(0, one.result.failure.find('\n'));
    return is_infeasible(one.result) ? "infeasible: numbers of a person strong enough" : "";
}

std::string comparison_csv(const Comparison& comparison) {
    std::string text = "case,title,measure,unit,value,change_percent,low,high,chance_better,limit,note\n";
    for (std::size_t i = 0; i < comparison.cases.size(); ++i) {
        const ComparedCase& one = comparison.cases[i];
        for (std::size_t m = 0; m < comparison.measures.size(); ++m) {
            const ComparedMeasure& about = comparison.measures[m];
            const ComparedValue& value = one.values[m];
            text +=
                fmt::format("{},{},{},{},{},{},{},{},{},{},{}\n", one.name, quoted(one.title), about.key, about.unit,
                            number(value.value), number(change_percent(comparison, i, m)), number(value.low),
                            number(value.high), number(value.chance_better), number(about.limit), quoted(note_of(one)));
        }
    }
    return text;
}

}  // namespace spondyl
